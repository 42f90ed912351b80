import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { asymmetric } from './asymmetric.ts';
import { binaryCrossEntropyWithLogits } from './binaryCrossEntropyWithLogits.ts';
import { binaryFocal } from './binaryFocal.ts';

interface Options {
  readonly gammaPositive?: number;
  readonly gammaNegative?: number;
  readonly clip?: number;
}

testLoss<Options>(asymmetric, {
  options: [
    {},
    { gammaPositive: 0, gammaNegative: 0 },
    { gammaPositive: 0.5, gammaNegative: 0.5, clip: 0 },
    { gammaPositive: 3, gammaNegative: 0.5, clip: 0.3 },
  ],
  // Powers of the probabilities themselves.
  reference(yTrue, logit, { gammaPositive = 1, gammaNegative = 4, clip = 0.05 }) {
    const probability = (x: number) => 1 / (1 + Math.exp(-x));
    const negativeLogLikelihood = (x: number) => (x > -700 ? Math.log1p(Math.exp(-x)) : -x);
    const one = (1 - probability(logit)) ** gammaPositive * negativeLogLikelihood(logit);
    const lowered = Math.max(0, probability(logit) - clip);
    const negativeLogLikelihoodOfZero = clip === 0 ? negativeLogLikelihood(-logit) : -Math.log1p(-lowered);
    return yTrue * one + (1 - yTrue) * lowered ** gammaNegative * negativeLogLikelihoodOfZero;
  },
  cases: [
    { inputs: [1, 0], value: Math.LN2 / 2 },
    // p = 0.05 and less costs nothing.
    { inputs: [0, -Math.log(19)], value: 0, gradient: 0 },
    { inputs: [0, -3], options: { gammaNegative: 0 }, value: 0, gradient: 0 },
    { inputs: [0, 1e4], options: { gammaNegative: 0, clip: 0.5 }, value: Math.LN2, gradient: 0 },
    { inputs: [1, -1e4], value: 1e4, gradient: -1 },
  ],
});

const yTrue = tf.tensor1d([0, 1, 0.3, 0]);
const logits = tf.tensor1d([-2, 0.5, 7, 30]);

test('without focus and clip it is binary cross-entropy', () => {
  const options = { gammaPositive: 0, gammaNegative: 0, clip: 0 };
  expect(asymmetric(yTrue, logits, options)).toBeAllClose(binaryCrossEntropyWithLogits(yTrue, logits));
});

test('with one focus for both and no clip it is the focal loss', () => {
  const options = { gammaPositive: 2, gammaNegative: 2, clip: 0 };
  expect(asymmetric(yTrue, logits, options)).toBeAllClose(binaryFocal(yTrue, logits, { gamma: 2 }));
});
