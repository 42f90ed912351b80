import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { taskLoss } from '../TaskLoss.ts';
import { amounts } from './amounts.ts';

const targets = { values: Float64Array.of(0.01, 2, 300), rowShape: [] };
const shape = amounts.shapeOf(targets, undefined);

test('an amount is above 0, however small', () => {
  expect(amounts.problemOf(targets, shape)).toBeUndefined();
  expect(amounts.problemOf({ values: Float64Array.of(1, 0), rowShape: [] }, shape)).toEqual({
    row: 1,
    problem: 'an amount (a number above 0), got 0',
  });
});

test('a loss of logarithms sees them, one of values their exponential', () => {
  const logs = tf.tensor2d([[0], [1], [-1]]);
  const inputOf = (name: string) => {
    const { declared } = taskLoss(name);
    if (!declared) throw new Error('Expected a loss of losskit.');
    return amounts
      .link(declared.declaration, shape)
      .call(tf.tensor1d(Float32Array.from(targets.values)), logs, []).inputs[1];
  };
  expect(inputOf('gammaNll')).toBeAllClose([0, 1, -1]);
  expect(inputOf('meanAbsolutePercentageError')).toBeAllClose([1, Math.E, 1 / Math.E]);
});

test('a loss is drawn over the logarithm of a ratio, of small amounts too', () => {
  const [axis, example] = [amounts.views.axis, tf.tensor1d([0.01])];
  const outputs = axis?.outputs(tf.scalar(0.5), example, shape) ?? tf.zeros([1]);
  expect(axis?.positions(example, outputs, shape)).toBeAllClose([0.5], { atol: 1e-6 });
});
