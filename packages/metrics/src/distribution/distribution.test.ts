import fc from 'fast-check';
import { expect, test } from 'vitest';

import { expectValues, scikitLearn, weightsOf } from '../../fixtures/scikitLearn.ts';
import { testFolds } from '../../fixtures/testFolds.ts';
import {
  continuousRankedProbabilityScore,
  evaluateMetrics,
  intervalCoverageError,
  negativeLogLikelihood,
} from '../index.ts';

const metrics = [
  negativeLogLikelihood,
  continuousRankedProbabilityScore,
  intervalCoverageError,
  intervalCoverageError.with({ level: 0.5 }),
];

test.each(scikitLearn.distribution)('the values of SciPy: $name', ({ batch, values }) => {
  const numbers = {
    targets: Float64Array.from(batch.targets),
    means: Float64Array.from(batch.means),
    variances: Float64Array.from(batch.variances),
    ...weightsOf(batch),
  };
  expectValues(metrics, numbers, values);
});

const number = fc.integer({ min: -1e6, max: 1e6 }).map((value) => value / 1024);
const variance = fc.integer({ min: 1, max: 1e6 }).map((value) => value / 1024);

testFolds(
  metrics,
  fc.array(fc.record({ target: number, mean: number, variance }), { minLength: 1, maxLength: 40 }),
  (rows) => ({
    targets: Float64Array.from(rows, ({ target }) => target),
    means: Float64Array.from(rows, ({ mean }) => mean),
    variances: Float64Array.from(rows, (row) => row.variance),
  }),
);

test('the ranked probability score of certain predictions is the mean absolute error', () => {
  const batch = {
    targets: Float64Array.of(1, -2),
    means: Float64Array.of(4, -1),
    variances: Float64Array.of(1e-24, 1e-24),
  };
  const value = evaluateMetrics([continuousRankedProbabilityScore], batch).continuousRankedProbabilityScore;
  expect(value).toBeCloseTo(2, 11);
});

test.each([
  [[1], [1], [0], 'expected variances[0] to be above 0, got 0.'],
  [[1], [1], [NaN], 'expected variances[0] to be finite, got NaN.'],
  [[1], [Infinity], [1], 'expected means[0] to be finite, got Infinity.'],
  [[1], [1, 2], [1], 'expected means of shape [1], got [2].'],
  [[1], [1], [], 'expected variances of shape [1], got [0].'],
])('bad batches are refused in one sentence %#', (targets, means, variances, message) => {
  const state = negativeLogLikelihood.create();
  const batch = {
    targets: Float32Array.from(targets),
    means: Float32Array.from(means),
    variances: Float32Array.from(variances),
  };
  expect(() => state.update(batch)).toThrow(new RangeError(`negativeLogLikelihood: ${message}`));
  expect(state.compute()).toBeNaN();
});
