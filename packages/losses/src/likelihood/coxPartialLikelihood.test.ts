import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { coxPartialLikelihood } from './coxPartialLikelihood.ts';

testBatchDependentLoss(coxPartialLikelihood, {
  options: [{}, { efron: false }],
  // Minus the logarithm of the product over the ties of the share of each in what is left of the risk set.
  reference(rows, { efron = true }) {
    const all = rows.map(([[time = 0] = [], [event = 0] = [], [logHazard = 0] = []]) => ({
      time,
      event,
      logHazard,
    }));
    return all.map((row) => {
      if (row.event === 0) return 0;
      const shareOf = (some: typeof all) =>
        some.reduce((sum, { logHazard }) => sum + Math.exp(logHazard - row.logHazard), 0);
      const atRisk = shareOf(all.filter(({ time }) => time >= row.time));
      const ties = all.filter(({ time, event }) => time === row.time && event === 1);
      if (!efron) return logOf(all, row, 0, atRisk);
      const terms = ties.map((_, index) =>
        logOf(all, row, index / ties.length, atRisk - (index / ties.length) * shareOf(ties)),
      );
      return terms.reduce((sum, term) => sum + term, 0) / ties.length;
    });
  },
});

interface Observed {
  readonly time: number;
  readonly event: number;
  readonly logHazard: number;
}

/** log(sum), where float64 has it; else that of the highest hazard in the set, of which the ties keep their part. */
function logOf(all: readonly Observed[], row: Observed, taken: number, sum: number): number {
  if (Number.isFinite(sum)) return Math.log(sum);
  const atRisk = all.filter(({ time }) => time >= row.time);
  const highest = Math.max(...atRisk.map(({ logHazard }) => logHazard));
  const left = atRisk.map(({ time, event, logHazard }) => {
    const isTied = time === row.time && event === 1;
    return (isTied ? 1 - taken : 1) * Math.exp(logHazard - highest);
  });
  return highest - row.logHazard + Math.log(left.reduce((total, part) => total + part, 0));
}

const times = tf.tensor1d([3, 1, 2, 2]);
const none = { reduction: 'none' } as const;

test('is 0 for the last to be observed and for those who are censored, and log n for equal hazards', () => {
  const loss = coxPartialLikelihood(times, tf.tensor1d([1, 1, 0, 1]), tf.zeros([4]), none);
  expect(loss).toBeAllClose([0, Math.log(4), 0, Math.log(3)]);
});

test('takes ties out bit by bit as Efron does, or leaves them in as Breslow does', () => {
  const event = tf.tensor1d([1, 0, 1, 1]);
  // The two at 2 among three: 3 and then 3 − 2/2.
  const each = (Math.log(3) + Math.log(2)) / 2;
  expect(coxPartialLikelihood(times, event, tf.zeros([4]), none)).toBeAllClose([0, 0, each, each]);
  const breslow = coxPartialLikelihood(times, event, tf.zeros([4]), { ...none, efron: false });
  expect(breslow).toBeAllClose([0, 0, Math.log(3), Math.log(3)]);
});

test('does not change when all hazards grow by a factor, and takes a masked row out of every risk set', () => {
  const event = tf.ones([4]);
  const logHazards = tf.tensor1d([0.5, -1, 2, 0]);
  const loss = coxPartialLikelihood(times, event, logHazards, none);
  expect(coxPartialLikelihood(times, event, tf.add(logHazards, 30), none)).toBeAllClose(loss, { rtol: 1e-4 });
  const masked = coxPartialLikelihood(times, event, logHazards, { mask: [1, 1, 0, 1], ...none });
  const [first = 0, second = 0, third = 0] = coxPartialLikelihood(
    tf.tensor1d([3, 1, 2]),
    tf.ones([3]),
    tf.tensor1d([0.5, -1, 0]),
    none,
  ).dataSync();
  expect(masked).toBeAllClose([first, second, 0, third]);
});

test('without any event it is 0 with gradient 0', () => {
  const loss = (z: tf.Tensor) => coxPartialLikelihood(times, tf.zeros([4]), z);
  expect(loss(tf.tensor1d([1, 2, 3, 4]))).toBeAllClose([0]);
  expect(tf.grad(loss)(tf.tensor1d([1, 2, 3, 4]))).toBeAllClose([0, 0, 0, 0]);
});
