import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { binaryCrossEntropyWithLogits } from './binaryCrossEntropyWithLogits.ts';
import { multilabelSoftMargin } from './multilabelSoftMargin.ts';

testLoss(multilabelSoftMargin, {
  options: [{}, { classWeights: [1, 0.5, 3, 0] }],
  // How far the logit is below the softened maximum of itself and 0, where a true class should be, or that
  // above 0.
  inputsReference([yTrue = [], logits = []], { classWeights = [1, 1, 1, 1] }: { classWeights?: number[] }) {
    const costs = logits.map((z, c) => {
      const softMaximum = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
      return (classWeights[c] ?? 0) * (softMaximum - (yTrue[c] ?? 0) * z);
    });
    return costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  },
  cases: [{ inputs: [1, 0, 1, 0, 0, 0, 0, 0], value: Math.LN2, gradient: 0.125 }],
});

test('is binary cross-entropy over all classes and rows', () => {
  const [yTrue, logits] = [
    tf.tensor2d([
      [1, 0, 1],
      [0, 0, 1],
    ]),
    tf.tensor2d([
      [3, -1, 0.5],
      [2, 40, -7],
    ]),
  ];
  expect(multilabelSoftMargin(yTrue, logits)).toBeAllClose(binaryCrossEntropyWithLogits(yTrue, logits));
});

test('class weights of another length are refused', () => {
  expect(() => multilabelSoftMargin(tf.zeros([2, 3]), tf.zeros([2, 3]), { classWeights: [1, 2] })).toThrow(
    'multilabelSoftMargin: expected classWeights and a row of classes of one shape, got [2] and [3].',
  );
});
