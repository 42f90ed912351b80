import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { expectValues, scikitLearn, weightsOf } from '../../fixtures/scikitLearn.ts';
import { testFolds } from '../../fixtures/testFolds.ts';
import { evaluateMetrics, labelErrorRate, sequenceAccuracy } from '../index.ts';
import { editDistance } from './editDistance.ts';

const metrics = [labelErrorRate, sequenceAccuracy];
const sequence = fc.array(fc.nat(3), { maxLength: 8 });

test.each(scikitLearn.sequence)(
  'the values of the definition and of scikit-learn: $name',
  ({ batch, values }) => {
    const { targets, predicted } = batch;
    expectValues(metrics, { targets, predicted, ...weightsOf(batch) }, values);
  },
);

testFolds(
  metrics,
  fc.array(fc.record({ target: sequence, predicted: sequence }), { minLength: 1 }),
  (rows) => ({
    targets: rows.map(({ target }) => target),
    predicted: rows.map(({ predicted }) => predicted),
  }),
);

test('the edit distance is a metric, and insertions alone are as many as they are', () => {
  fc.assert(
    fc.property(sequence, sequence, sequence, (first, second, third) => {
      const distance = editDistance(first, second);
      expect(distance === 0).toBe(first.join() === second.join());
      expect(editDistance(second, first)).toBe(distance);
      expect(editDistance(first, third)).toBeLessThanOrEqual(distance + editDistance(second, third));
      expect(editDistance(first, [...second, ...first, ...third])).toBe(second.length + third.length);
    }),
    { seed: 6 },
  );
});

test('insertions lift the rate above 1, and without a target label there is none', () => {
  const rateOf = (targets: number[][], predicted: number[][]) =>
    evaluateMetrics([labelErrorRate], { targets, predicted }).labelErrorRate;
  expect(rateOf([[1]], [[2, 3, 4]])).toBe(3);
  expect(rateOf([[], [1]], [[2], [1]])).toBe(1);
  expect(rateOf([[]], [[2]])).toBeNaN();
});

describe('bad batches are refused in one sentence', () => {
  test.each([
    [{ targets: [[1]], predicted: [] }, 'expected predicted of shape [1], got [0].'],
    [{ targets: [[1, NaN]], predicted: [[1]] }, 'expected targets[0][1] to be an integer, got NaN.'],
    [{ targets: [[1]], predicted: [[0.5]] }, 'expected predicted[0][0] to be an integer, got 0.5.'],
  ])('%#', (batch, message) => {
    const state = labelErrorRate.create();
    expect(() => state.update(batch)).toThrow(new RangeError(`labelErrorRate: ${message}`));
    expect(state.compute()).toBeNaN();
  });

  test.each([
    [{ targets: 3, predicted: [] }, 'expected targets to be an array of sequences, got 3.'],
    [{ targets: [1], predicted: [[1]] }, 'expected targets[0] to be an array, got 1.'],
  ])('what is no sequence is a TypeError %#', (batch, message) => {
    expect(() => Reflect.apply(labelErrorRate.create().update, undefined, [batch])).toThrow(
      new TypeError(`labelErrorRate: ${message}`),
    );
  });
});
