import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { expectValues, scikitLearn, weightsOf } from '../../fixtures/scikitLearn.ts';
import { testFolds } from '../../fixtures/testFolds.ts';
import {
  evaluateMetrics,
  meanAveragePrecision,
  meanReciprocalRank,
  ndcg,
  precisionAtK,
  type RankingBatch,
  recallAtK,
} from '../index.ts';

const metrics = [ndcg, meanReciprocalRank, meanAveragePrecision, precisionAtK, recallAtK];
const withOptions = [
  ndcg.with({ k: 3 }),
  ndcg.with({ gain: 'exponential' }),
  meanReciprocalRank.with({ k: 2 }),
  precisionAtK.with({ k: 2 }),
  recallAtK.with({ k: 2 }),
];

function rankingBatch(lists: readonly (readonly { relevance: number; score: number }[])[]): RankingBatch {
  return {
    relevances: lists.map((items) => Float64Array.from(items, ({ relevance }) => relevance)),
    scores: lists.map((items) => Float64Array.from(items, ({ score }) => score)),
  };
}

test.each(scikitLearn.ranking)('the values of scikit-learn and of all orders: $name', ({ batch, values }) => {
  const lists = {
    relevances: batch.relevances.map((list) => Float64Array.from(list)),
    scores: batch.scores.map((list) => Float64Array.from(list)),
    ...weightsOf(batch),
  };
  expectValues([...metrics, ...withOptions], lists, values);
});

const item = fc.record({ relevance: fc.nat(2), score: fc.nat(4) });
testFolds(
  [...metrics, ...withOptions],
  fc.array(fc.array(item, { maxLength: 8 }), { minLength: 1, maxLength: 15 }),
  rankingBatch,
);

const valuesOf = (relevances: number[], scores: number[]) =>
  evaluateMetrics(metrics, {
    relevances: [Float32Array.from(relevances)],
    scores: [Float32Array.from(scores)],
  });

test('the best order is perfect, and the worst is what its places give', () => {
  expect(valuesOf([2, 1, 0], [3, 2, 1])).toEqual({
    ndcg: 1,
    meanReciprocalRank: 1,
    meanAveragePrecision: 1,
    precisionAtK: 0.2,
    recallAtK: 1,
  });
  const worst = valuesOf([0, 0, 1], [3, 2, 1]);
  expect(worst.ndcg).toBeCloseTo(0.5, 15);
  expect(worst.meanReciprocalRank).toBeCloseTo(1 / 3, 15);
  expect(worst.meanAveragePrecision).toBeCloseTo(1 / 3, 15);
});

test('equal scores are worth the mean of their orders', () => {
  // One relevant item in place 1 or 2.
  const { meanReciprocalRank: reciprocal, meanAveragePrecision: precision } = valuesOf([0, 1], [7, 7]);
  expect(reciprocal).toBe(0.75);
  expect(precision).toBe(0.75);
});

test('a list without a relevant item is left out, and without any other there is no value', () => {
  const batch = {
    relevances: [Float32Array.of(0, 0), Float32Array.of(), Float32Array.of(0, 1)],
    scores: [Float32Array.of(1, 2), Float32Array.of(), Float32Array.of(1, 2)],
  };
  expect(evaluateMetrics([ndcg, meanReciprocalRank], batch)).toEqual({ ndcg: 1, meanReciprocalRank: 1 });
  for (const value of Object.values(valuesOf([0, 0], [1, 2]))) expect(value).toBeNaN();
});

describe('bad batches are refused in one sentence', () => {
  const relevances = [Float32Array.of(1, 0)];
  test.each([
    [{ relevances, scores: [] }, 'expected scores of shape [1], got [0].'],
    [{ relevances, scores: [Float32Array.of(1)] }, 'expected scores[0] of shape [2], got [1].'],
    [{ relevances, scores: [Float32Array.of(1, NaN)] }, 'expected scores[0][1] to be finite, got NaN.'],
    [
      { relevances: [Float32Array.of(1, -1)], scores: relevances },
      'expected relevances[0][1] to be at least 0, got -1.',
    ],
    [
      { relevances: [Float32Array.of(1, Infinity)], scores: relevances },
      'expected relevances[0][1] to be finite, got Infinity.',
    ],
  ])('%#', (batch, message) => {
    const state = ndcg.create();
    expect(() => state.update(batch)).toThrow(new RangeError(`ndcg: ${message}`));
    expect(state.compute()).toBeNaN();
  });

  test.each([
    [{ relevances: 1, scores: [] }, 'expected relevances to be an array of lists, got 1.'],
    [{ relevances: [], scores: 1 }, 'expected scores to be an array of lists, got 1.'],
    [
      { relevances: [[1]], scores: [[1]] },
      'expected relevances[0] to be a Float32Array or a Float64Array, got [1].',
    ],
  ])('of another kind %#', (batch, message) => {
    const { update } = ndcg.create();
    expect(() => Reflect.apply(update, undefined, [batch])).toThrow(new TypeError(`ndcg: ${message}`));
  });
});
