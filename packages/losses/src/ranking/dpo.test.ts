import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { bradleyTerry } from './bradleyTerry.ts';
import { dpo } from './dpo.ts';

const negativeLogSigmoid = (x: number) => Math.log1p(Math.exp(-Math.abs(x))) + Math.max(-x, 0);

testLoss(dpo, {
  options: [{}, { beta: 0.5 }, { beta: 2, labelSmoothing: 0.1 }, { labelSmoothing: 0.5 }],
  // The rewards of both answers, and the loss of both orders by their probabilities.
  inputsReference(
    [[referenceChosen = 0] = [], [referenceRejected = 0] = [], [chosen = 0] = [], [rejected = 0] = []],
    { beta = 0.1, labelSmoothing = 0 },
  ) {
    const [won, lost] = [beta * (chosen - referenceChosen), beta * (rejected - referenceRejected)];
    return (
      (1 - labelSmoothing) * negativeLogSigmoid(won - lost) + labelSmoothing * negativeLogSigmoid(lost - won)
    );
  },
  cases: [
    { inputs: [-3, -8, -3, -8], value: Math.LN2, gradient: 0.05 },
    { inputs: [0, 0, -2e4, 0], value: 2000, gradient: 0.1 },
    { inputs: [0, 0, 0, -2e4], options: { labelSmoothing: 0.25 }, value: 500, gradient: -0.025 },
  ],
});

test('is the Bradley–Terry loss of the rewards that the model implies', () => {
  const of = (...numbers: number[]) => tf.tensor1d(numbers);
  const [referenceChosen, referenceRejected] = [of(-3, -9), of(-4, -2)];
  const [chosen, rejected] = [of(-2.5, -12), of(-6, -1)];
  const reward = (model: tf.Tensor, reference: tf.Tensor) => tf.mul(0.3, tf.sub(model, reference));
  const expected = bradleyTerry(reward(chosen, referenceChosen), reward(rejected, referenceRejected));
  expect(dpo(referenceChosen, referenceRejected, chosen, rejected, { beta: 0.3 })).toBeAllClose(expected);
});

test('a beta of 0 and a smoothing beyond a half are refused', () => {
  const one = tf.zeros([1]);
  expect(() => dpo(one, one, one, one, { beta: 0 })).toThrow('dpo: expected beta > 0, got 0.');
  expect(() => dpo(one, one, one, one, { labelSmoothing: 0.6 })).toThrow(
    'dpo: expected 0 <= labelSmoothing <= 0.5, got 0.6.',
  );
});
