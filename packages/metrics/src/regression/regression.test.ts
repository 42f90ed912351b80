import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { expectValues, scikitLearn, weightsOf } from '../../fixtures/scikitLearn.ts';
import { testFolds } from '../../fixtures/testFolds.ts';
import {
  evaluateMetrics,
  explainedVariance,
  kendall,
  maxError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanPinballLoss,
  meanSquaredLogarithmicError,
  medianAbsoluteError,
  pearson,
  psnr,
  type RegressionBatch,
  rmse,
  rSquared,
  spearman,
  symmetricMeanAbsolutePercentageError,
} from '../index.ts';

const regressionMetrics = [rmse, meanAbsoluteError, medianAbsoluteError, rSquared];
const laterMetrics = [
  maxError,
  meanAbsolutePercentageError,
  symmetricMeanAbsolutePercentageError,
  meanPinballLoss,
  meanPinballLoss.with({ quantile: 0.9 }),
  psnr,
  psnr.with({ range: 255 }),
  explainedVariance,
  pearson,
  spearman,
  kendall,
];
const allMetrics = [...regressionMetrics, ...laterMetrics, meanSquaredLogarithmicError];

test.each(scikitLearn.regression)('the values of scikit-learn: $name', ({ batch, values }) => {
  const targets = Float64Array.from(batch.targets);
  const predicted = Float64Array.from(batch.predicted);
  const { columns = 1 } = batch;
  expectValues(allMetrics, { targets, predicted, columns, ...weightsOf(batch) }, values);
});

interface RegressionRow {
  readonly target: number;
  readonly predicted: number;
}

function regressionBatch(rows: readonly RegressionRow[]): RegressionBatch {
  return {
    targets: Float64Array.from(rows, (row) => row.target),
    predicted: Float64Array.from(rows, (row) => row.predicted),
  };
}

// Multiples of 1/1024, so that no square underflows.
const number = fc.integer({ min: -1e6, max: 1e6 }).map((value) => value / 1024);
const regressionRows = fc.array(fc.record({ target: number, predicted: number }), {
  minLength: 1,
  maxLength: 40,
});
test('R² is exact to its last digits wherever the targets lie', () => {
  // Thousandths that float64 holds at any offset; the exact value is that of the whole numbers without one.
  const steps = [3, -1, 4, 1, -5, 9, 2, -6];
  const misses = [1, 0, -1, 2, 0, 1, 0, -2];
  const mean = 7 / 8;
  const spread = steps.reduce((sum, step) => sum + (step - mean) ** 2, 0);
  const expected = 1 - misses.reduce((sum, miss) => sum + miss ** 2, 0) / spread;
  for (const offset of [0, 1e8, -1e12, 2 ** 42]) {
    const targets = Float64Array.from(steps, (step) => offset + step / 1024);
    const predicted = Float64Array.from(steps, (step, row) => offset + (step + (misses[row] ?? 0)) / 1024);
    expect(evaluateMetrics([rSquared], { targets, predicted }).rSquared).toBeCloseTo(expected, 14);
  }
});

test('errors keep their digits wherever the targets lie, however many there are', () => {
  const [near, far] = [0, 1e8].map((offset) => ({
    targets: new Float64Array(100_000).fill(offset),
    predicted: Float64Array.from({ length: 100_000 }, (_, row) => offset + ((row % 7) - 3) / 1024),
  }));
  if (!near || !far) throw new Error('expected two batches');
  const metrics = [rmse, meanAbsoluteError, medianAbsoluteError];
  expect(evaluateMetrics(metrics, far)).toEqual(evaluateMetrics(metrics, near));
  const tenths = { targets: new Float64Array(100_000), predicted: new Float64Array(100_000).fill(0.1) };
  expect(evaluateMetrics([meanAbsoluteError], tenths).meanAbsoluteError).toBe(0.1);
});

describe('regression metrics', () => {
  testFolds([...regressionMetrics, ...laterMetrics], regressionRows, regressionBatch);

  test('keep to their bounds and to each other', () => {
    fc.assert(
      fc.property(regressionRows, (rows) => {
        const values = evaluateMetrics(regressionMetrics, regressionBatch(rows));
        const [rootMeanSquare = NaN, meanAbsolute = NaN, medianAbsolute = NaN, explained = NaN] =
          Object.values(values);
        const rounding = 1 + 1e-12;
        expect(medianAbsolute).toBeGreaterThanOrEqual(0);
        expect(meanAbsolute).toBeLessThanOrEqual(rootMeanSquare * rounding);
        // At least half of the errors reach the median.
        expect(medianAbsolute).toBeLessThanOrEqual(2 * meanAbsolute * rounding);
        expect(explained > 1).toBe(false);
      }),
      { seed: 4 },
    );
  });

  test('perfect predictions give 0 and an R² of 1', () => {
    const targets = Float32Array.of(1, -2, 3.5);
    expect(evaluateMetrics(regressionMetrics, { targets, predicted: targets })).toEqual({
      rmse: 0,
      meanAbsoluteError: 0,
      medianAbsoluteError: 0,
      rSquared: 1,
    });
  });

  test('one row has errors but no R²', () => {
    const batch = { targets: Float32Array.of(2), predicted: Float32Array.of(-1) };
    expect(evaluateMetrics(regressionMetrics, batch)).toEqual({
      rmse: 3,
      meanAbsoluteError: 3,
      medianAbsoluteError: 3,
      rSquared: NaN,
    });
  });

  test('constant targets have no R², whatever is predicted and however they round', () => {
    const targets = new Float64Array(1000).fill(0.1);
    for (const predicted of [targets, targets.map((_, row) => row)]) {
      expect(evaluateMetrics([rSquared], { targets, predicted }).rSquared).toBeNaN();
    }
  });

  test('the median of two and four rows is between the middle ones', () => {
    const medianOf = (...errors: number[]) =>
      evaluateMetrics([medianAbsoluteError], {
        targets: new Float64Array(errors.length),
        predicted: Float64Array.from(errors),
      }).medianAbsoluteError;
    expect(medianOf(1, -4)).toBe(2.5);
    expect(medianOf(100, 2, -10, 9)).toBe(9.5);
    expect(medianOf(100, 2, -10)).toBe(10);
  });
});

describe('several columns', () => {
  testFolds(
    [...regressionMetrics, ...laterMetrics],
    fc.array(fc.array(fc.record({ target: number, predicted: number }), { minLength: 3, maxLength: 3 }), {
      minLength: 1,
    }),
    (rows) => ({ ...regressionBatch(rows.flat()), columns: 3 }),
  );

  test('errors are over all cells, R² is the mean of the columns', () => {
    // Column 0: targets 0, 2 met. Column 1: targets 10, 20 missed by 5 each, as by the mean.
    const batch = {
      targets: Float32Array.of(0, 10, 2, 20),
      predicted: Float32Array.of(0, 15, 2, 15),
      columns: 2,
    };
    expect(evaluateMetrics(regressionMetrics, batch)).toEqual({
      rmse: Math.sqrt(12.5),
      meanAbsoluteError: 2.5,
      medianAbsoluteError: 2.5,
      rSquared: 0.5,
    });
  });

  test('one constant column leaves no R²', () => {
    const targets = Float32Array.of(0, 1, 2, 1);
    expect(evaluateMetrics([rSquared], { targets, predicted: targets, columns: 2 }).rSquared).toBeNaN();
  });
});

describe('bad batches are refused in one sentence', () => {
  const targets = Float32Array.of(1, 2);

  test.each([
    [{ targets, predicted: Float32Array.of(1) }, 'rmse: expected predicted of shape [2], got [1].'],
    [{ targets, predicted: Float32Array.of(1, NaN) }, 'rmse: expected predicted[1] to be finite, got NaN.'],
    [
      { targets: Float32Array.of(Infinity, 0), predicted: targets },
      'rmse: expected targets[0] to be finite, got Infinity.',
    ],
    [{ targets, predicted: targets, columns: 0 }, 'rmse: expected columns to be a positive integer, got 0.'],
    [
      { targets, predicted: targets, columns: 3 },
      'rmse: expected targets of a size that is a multiple of 3, got 2.',
    ],
    [
      { targets, predicted: Float32Array.of(1, NaN), columns: 2 },
      'rmse: expected predicted[0,1] to be finite, got NaN.',
    ],
  ])('regression %#', (batch, message) => {
    const state = rmse.create();
    expect(() => state.update(batch)).toThrow(new RangeError(message));
    expect(state.compute()).toBeNaN();
  });

  test('a refused batch leaves no row behind', () => {
    const state = meanAbsoluteError.create();
    state.update({ targets, predicted: Float32Array.of(2, 3) });
    expect(() => state.update({ targets, predicted: Float32Array.of(100, NaN) })).toThrow(RangeError);
    expect(state.compute()).toBe(1);
  });

  test('a batch with another number of columns than the first', () => {
    const state = rSquared.create();
    state.update({ targets, predicted: targets, columns: 2 });
    expect(() => state.update({ targets, predicted: targets })).toThrow(
      new RangeError('rSquared: expected 2 columns, as in the first batch, got 1.'),
    );
  });

  test('arrays of another kind are a TypeError', () => {
    expect(() => Reflect.apply(rmse.create().update, undefined, [{ targets: [1], predicted: [1] }])).toThrow(
      new TypeError('rmse: expected targets to be a Float32Array or a Float64Array, got [1].'),
    );
  });
});
