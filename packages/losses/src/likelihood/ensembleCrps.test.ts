import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { ensembleCrps } from './ensembleCrps.ts';

testLoss(ensembleCrps, {
  options: [{}, { fair: true }],
  // The squared distance of the distribution functions, step by step of the sorted members; and what the pairs of
  // a member with itself are in the spread.
  inputsReference([[yTrue = 0] = [], members = []], { fair = false }: { fair?: boolean }) {
    const sorted = [...members].sort((a, b) => a - b);
    const steps = [...sorted, yTrue].sort((a, b) => a - b);
    const score = steps.slice(1).reduce((sum, to, index) => {
      const from = steps[index] ?? to;
      const share = sorted.filter((member) => member <= from).length / sorted.length;
      return sum + (share - (yTrue <= from ? 1 : 0)) ** 2 * (to - from);
    }, 0);
    if (!fair) return score;
    const count = sorted.length;
    const spread =
      sorted.reduce((sum, member, rank) => sum + (2 * rank - count + 1) * member, 0) / count ** 2;
    return score - spread / (count - 1);
  },
  cases: [
    { inputs: [0, 1, 1, 1, 1], value: 1, gradient: 0.25 },
    { inputs: [0, 2, 2, -2, -2], value: 2 - 1 },
    { inputs: [0, 2, 2, -2, -2], options: { fair: true }, value: 2 - 4 / 3 },
    { inputs: [3, 3, 3, 3, 3], value: 0, gradient: 0 },
  ],
});

test('is the absolute error of one member, fair or not', () => {
  for (const fair of [false, true]) {
    const loss = ensembleCrps(tf.tensor1d([1, -2]), tf.tensor2d([[3], [-2]]), { fair, reduction: 'none' });
    expect(loss).toBeAllClose([2, 0]);
  }
});

test('refuses an ensemble without members, and one of another length', () => {
  expect(() => ensembleCrps(tf.zeros([2]), tf.zeros([2, 0]))).toThrow(
    'ensembleCrps: expected members of shape [...,members] with at least one of members, got [2,0].',
  );
  expect(() => ensembleCrps(tf.zeros([3]), tf.zeros([2, 4]))).toThrow(
    'ensembleCrps: expected yTrue of shape [2], got [3].',
  );
});
