import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  accuracy,
  balancedAccuracy,
  brier,
  type ClassificationBatch,
  confusionMatrix,
  evaluateMetrics,
  expectedCalibrationError,
  logLoss,
  type Metric,
  macroF1,
  meanAbsoluteError,
  medianAbsoluteError,
  type RegressionBatch,
  rmse,
  rSquared,
} from './index.ts';

interface Fixture {
  readonly regression: readonly {
    readonly name: string;
    readonly targets: readonly number[];
    readonly predicted: readonly number[];
    readonly values: Readonly<Record<string, number>>;
  }[];
  readonly classification: readonly {
    readonly name: string;
    readonly classes: number;
    readonly labels: readonly number[];
    readonly probabilities: readonly number[];
    readonly values: Readonly<Record<string, number>>;
    readonly confusionMatrix: readonly (readonly number[])[];
  }[];
}

const fixture: Fixture = JSON.parse(
  readFileSync(new URL('../fixtures/scikit-learn.json', import.meta.url), 'utf8'),
);
const regressionMetrics = [rmse, meanAbsoluteError, medianAbsoluteError, rSquared];
const classificationMetrics = [accuracy, balancedAccuracy, macroF1, logLoss, brier, expectedCalibrationError];

/** Equal to about 10 decimal digits; NaN equals NaN. */
function expectSame(
  actual: Readonly<Record<string, number>>,
  wanted: Readonly<Record<string, number>>,
): void {
  expect(Object.keys(actual)).toEqual(Object.keys(wanted));
  for (const [name, value] of Object.entries(wanted)) {
    if (Number.isNaN(value)) expect(actual[name], name).toBeNaN();
    else
      expect(Math.abs((actual[name] ?? NaN) - value), name).toBeLessThanOrEqual(
        1e-10 * (1 + Math.abs(value)),
      );
  }
}

describe('the values of scikit-learn', () => {
  test.each(fixture.regression)('regression: $name', ({ targets, predicted, values }) => {
    const batch = { targets: Float64Array.from(targets), predicted: Float64Array.from(predicted) };
    expectSame(evaluateMetrics(regressionMetrics, batch), values);
  });

  test.each(fixture.classification)('classification: $name', (example) => {
    const batch = {
      labels: Int32Array.from(example.labels),
      probabilities: Float64Array.from(example.probabilities),
      classes: example.classes,
    };
    expectSame(evaluateMetrics(classificationMetrics, batch), example.values);
    const confusions = confusionMatrix.create();
    confusions.update(batch);
    expect(confusions.compute()).toEqual(example.confusionMatrix);
  });
});

interface RegressionRow {
  readonly target: number;
  readonly predicted: number;
}

interface ClassifiedRow {
  readonly label: number;
  readonly scores: readonly number[];
}

function regressionBatch(rows: readonly RegressionRow[]): RegressionBatch {
  return {
    targets: Float64Array.from(rows, (row) => row.target),
    predicted: Float64Array.from(rows, (row) => row.predicted),
  };
}

const CLASSES = 4;

function classificationBatch(rows: readonly ClassifiedRow[]): ClassificationBatch {
  const probabilities = rows.flatMap(({ scores }) => {
    const sum = scores.reduce((total, score) => total + score, 0);
    return scores.map((score) => score / sum);
  });
  return {
    labels: Int32Array.from(rows, (row) => row.label),
    probabilities: Float64Array.from(probabilities),
    classes: CLASSES,
  };
}

// Multiples of 1/1024, so that no square underflows.
const number = fc.integer({ min: -1e6, max: 1e6 }).map((value) => value / 1024);
const regressionRows = fc.array(fc.record({ target: number, predicted: number }), {
  minLength: 1,
  maxLength: 40,
});
const classifiedRows = fc.array(
  fc.record({
    label: fc.nat(CLASSES - 1),
    // Small integers make ties, zeros and certainties common.
    scores: fc
      .array(fc.nat(4), { minLength: CLASSES, maxLength: CLASSES })
      .filter((row) => row.some(Boolean)),
  }),
  { minLength: 1, maxLength: 40 },
);

/** The metric after batches that end before the rows at `cuts`. */
function inBatches<Row, Batch>(
  metric: Metric<Batch>,
  rows: readonly Row[],
  cuts: readonly number[],
  batchOf: (rows: readonly Row[]) => Batch,
): number {
  const state = metric.create();
  const ends = [...cuts.map((cut) => cut % (rows.length + 1)), rows.length].sort((a, b) => a - b);
  let start = 0;
  for (const end of ends) {
    state.update(batchOf(rows.slice(start, end)));
    start = end;
  }
  return state.compute();
}

function properties<Row, Batch>(
  metrics: readonly Metric<Batch>[],
  rowsOf: fc.Arbitrary<Row[]>,
  batchOf: (rows: readonly Row[]) => Batch,
): void {
  test('any split of the rows into batches, empty ones too, gives exactly the value of the whole', () => {
    fc.assert(
      fc.property(rowsOf, fc.array(fc.nat(40), { maxLength: 5 }), (rows, cuts) => {
        for (const metric of metrics) {
          const whole = evaluateMetrics([metric], batchOf(rows))[metric.name];
          expect(inBatches(metric, rows, cuts, batchOf), metric.name).toBe(whole);
        }
      }),
      { seed: 1 },
    );
  });

  test('the order of the rows does not matter', () => {
    const shuffled = rowsOf.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    );
    fc.assert(
      fc.property(shuffled, ([rows, others]) => {
        const wanted = evaluateMetrics(metrics, batchOf(rows));
        expectSame(evaluateMetrics(metrics, batchOf(others)), wanted);
      }),
      { seed: 2 },
    );
  });

  test('no row at all gives NaN, also after an empty batch', () => {
    for (const metric of metrics) {
      const state = metric.create();
      expect(state.compute(), metric.name).toBeNaN();
      state.update(batchOf([]));
      expect(state.compute(), metric.name).toBeNaN();
    }
  });

  test('two states of one metric do not touch each other', () => {
    fc.assert(
      fc.property(rowsOf, rowsOf, (rows, others) => {
        for (const metric of metrics) {
          const state = metric.create();
          state.update(batchOf(rows));
          const before = state.compute();
          metric.create().update(batchOf(others));
          expect(state.compute(), metric.name).toBe(before);
        }
      }),
      { seed: 3, numRuns: 20 },
    );
  });
}

describe('regression metrics', () => {
  properties(regressionMetrics, regressionRows, regressionBatch);

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

describe('classification metrics', () => {
  properties(classificationMetrics, classifiedRows, classificationBatch);

  test('keep to their bounds', () => {
    const upper: Record<string, number> = { logLoss: 34.6, brier: 2 };
    fc.assert(
      fc.property(classifiedRows, (rows) => {
        const values = evaluateMetrics(classificationMetrics, classificationBatch(rows));
        for (const [name, value] of Object.entries(values)) {
          expect(value, name).toBeGreaterThanOrEqual(0);
          expect(value, name).toBeLessThanOrEqual((upper[name] ?? 1) + 1e-12);
        }
      }),
      { seed: 5 },
    );
  });

  test('certain and right is perfect', () => {
    const batch = { labels: Int32Array.of(0, 1), probabilities: Float32Array.of(1, 0, 0, 1), classes: 2 };
    expect(evaluateMetrics(classificationMetrics, batch)).toEqual({
      accuracy: 1,
      balancedAccuracy: 1,
      macroF1: 1,
      logLoss: 0,
      brier: 0,
      expectedCalibrationError: 0,
    });
  });

  test('one row, certain and wrong, is as bad as can be and still finite', () => {
    const batch = { labels: Int32Array.of(1), probabilities: Float32Array.of(1, 0), classes: 2 };
    expect(evaluateMetrics(classificationMetrics, batch)).toEqual({
      accuracy: 0,
      balancedAccuracy: 0,
      macroF1: 0,
      logLoss: -Math.log(1e-15),
      brier: 2,
      expectedCalibrationError: 1,
    });
  });

  test('a single class is always right', () => {
    const batch = { labels: Int32Array.of(0, 0), probabilities: Float32Array.of(1, 1), classes: 1 };
    const values = evaluateMetrics(classificationMetrics, batch);
    expect(Object.values(values)).toEqual([1, 1, 1, 0, 0, 0]);
  });

  test('equal probabilities count as the lowest class', () => {
    const batch = { labels: Int32Array.of(0, 1), probabilities: new Float32Array(4).fill(0.5), classes: 2 };
    expect(evaluateMetrics([accuracy], batch).accuracy).toBe(0.5);
    const third = { labels: Int32Array.of(2), probabilities: Float32Array.of(0.2, 0.4, 0.4), classes: 3 };
    expect(evaluateMetrics([accuracy], third).accuracy).toBe(0);
  });

  test('a probability that rounding lifted above 1 earns no negative log loss', () => {
    const batch = { labels: Int32Array.of(0), probabilities: Float32Array.of(1.000001, 0), classes: 2 };
    expect(evaluateMetrics([logLoss, expectedCalibrationError], batch).logLoss).toBe(0);
  });

  test('calibration bins include their upper edge, as in the paper', () => {
    // 0.8 = 12/15 ends the bin (11/15, 12/15]: right at 0.8 and wrong at 0.75 share it, right at 0.81 does not.
    const batchOf = (labels: number[], confidences: number[]) => ({
      labels: Int32Array.from(labels),
      probabilities: Float64Array.from(confidences.flatMap((confidence) => [confidence, 1 - confidence])),
      classes: 2,
    });
    const value = (labels: number[], confidences: number[]) =>
      evaluateMetrics([expectedCalibrationError], batchOf(labels, confidences)).expectedCalibrationError;
    expect(value([0, 1], [0.8, 0.75])).toBeCloseTo(Math.abs(0.5 - 0.775), 12);
    expect(value([0, 1], [0.81, 0.75])).toBeCloseTo((0.19 + 0.75) / 2, 12);
  });
});

describe('confusionMatrix', () => {
  test('sums over batches, and its answer is a copy', () => {
    const state = confusionMatrix.create();
    expect(state.compute()).toEqual([]);
    state.update({ labels: Int32Array.of(1), probabilities: Float32Array.of(0.9, 0.1), classes: 2 });
    const first = state.compute();
    state.update({ labels: Int32Array.of(1, 0), probabilities: Float32Array.of(0, 1, 1, 0), classes: 2 });
    expect(first).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(state.compute()).toEqual([
      [1, 0],
      [1, 1],
    ]);
  });
});

describe('bad batches are refused in one sentence', () => {
  const targets = Float32Array.of(1, 2);
  const labels = Int32Array.of(0, 1);
  const probabilities = Float32Array.of(1, 0, 0, 1);

  test.each([
    [{ targets, predicted: Float32Array.of(1) }, 'rmse: expected predicted of shape [2], got [1].'],
    [{ targets, predicted: Float32Array.of(1, NaN) }, 'rmse: expected predicted[1] to be finite, got NaN.'],
    [
      { targets: Float32Array.of(Infinity, 0), predicted: targets },
      'rmse: expected targets[0] to be finite, got Infinity.',
    ],
  ])('regression %#', (batch, message) => {
    const state = rmse.create();
    expect(() => state.update(batch)).toThrow(new RangeError(message));
    expect(state.compute()).toBeNaN();
  });

  test.each([
    [{ labels, probabilities, classes: 3 }, 'accuracy: expected probabilities of size 2 × 3, got 4.'],
    [{ labels, probabilities, classes: 0 }, 'accuracy: expected classes to be a positive integer, got 0.'],
    [
      { labels: Int32Array.of(0, 2), probabilities, classes: 2 },
      'accuracy: expected labels[1] to be from 0 to 1, got 2.',
    ],
    [
      { labels: Int32Array.of(-1, 1), probabilities, classes: 2 },
      'accuracy: expected labels[0] to be from 0 to 1, got -1.',
    ],
    [
      { labels, probabilities: Float32Array.of(1, 0, NaN, 1), classes: 2 },
      'accuracy: expected probabilities[1,0] to be finite, got NaN.',
    ],
    [
      { labels, probabilities: Float32Array.of(1, 0, 1.5, -0.5), classes: 2 },
      'accuracy: expected probabilities[1,1] to be at least 0, got -0.5.',
    ],
    [
      { labels, probabilities: Float32Array.of(1, 0, 1, 1), classes: 2 },
      'accuracy: expected row 1 of probabilities to sum to 1, got 2.',
    ],
  ])('classification %#', (batch, message) => {
    const state = accuracy.create();
    expect(() => state.update(batch)).toThrow(new RangeError(message));
    expect(state.compute()).toBeNaN();
  });

  test('a batch with another number of classes than the first', () => {
    const state = macroF1.create();
    state.update({ labels, probabilities, classes: 2 });
    expect(() =>
      state.update({ labels: Int32Array.of(0), probabilities: Float32Array.of(1), classes: 1 }),
    ).toThrow(new RangeError('macroF1: expected 2 classes, as in the first batch, got 1.'));
  });

  test('a refused batch leaves no row behind', () => {
    const state = meanAbsoluteError.create();
    state.update({ targets, predicted: Float32Array.of(2, 3) });
    expect(() => state.update({ targets, predicted: Float32Array.of(100, NaN) })).toThrow(RangeError);
    expect(state.compute()).toBe(1);
  });

  test('arrays of another kind are a TypeError', () => {
    expect(() => Reflect.apply(rmse.create().update, undefined, [{ targets: [1], predicted: [1] }])).toThrow(
      new TypeError('rmse: expected targets to be a Float32Array or a Float64Array, got [1].'),
    );
    const batch = { labels: [0], probabilities: Float32Array.of(1), classes: 1 };
    expect(() => Reflect.apply(accuracy.create().update, undefined, [batch])).toThrow(
      new TypeError('accuracy: expected labels to be an Int32Array, got [0].'),
    );
  });
});

test('every metric is exported under its own name', async () => {
  const exported: Record<string, unknown> = { ...(await import('./index.ts')) };
  for (const metric of [...regressionMetrics, ...classificationMetrics]) {
    expect(exported[metric.name]).toBe(metric);
  }
});
