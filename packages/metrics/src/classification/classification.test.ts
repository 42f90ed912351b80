import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { expectValues, scikitLearn, weightsOf } from '../../fixtures/scikitLearn.ts';
import { testFolds } from '../../fixtures/testFolds.ts';
import {
  accuracy,
  adaptiveCalibrationError,
  averagePrecision,
  balancedAccuracy,
  brier,
  type ClassificationBatch,
  cohenKappa,
  confusionMatrix,
  evaluateMetrics,
  expectedCalibrationError,
  fBeta,
  intersectionOverUnion,
  logLoss,
  macroF1,
  matthewsCorrelation,
  meanIntersectionOverUnion,
  precision,
  recall,
  rocAuc,
  specificity,
  topKAccuracy,
} from '../index.ts';

const ofProbabilities = [
  accuracy,
  balancedAccuracy,
  macroF1,
  meanIntersectionOverUnion,
  logLoss,
  brier,
  expectedCalibrationError,
];
const averaged = (['macro', 'weighted', 'micro'] as const).flatMap((average) => [
  precision.with({ average }),
  recall.with({ average }),
  specificity.with({ average }),
  fBeta.with({ average }),
  fBeta.with({ average, beta: 0.5 }),
  intersectionOverUnion.with({ average }),
]);
const ofConfusions = [
  ...averaged,
  matthewsCorrelation,
  cohenKappa,
  cohenKappa.with({ weights: 'linear' }),
  cohenKappa.with({ weights: 'quadratic' }),
  topKAccuracy,
  topKAccuracy.with({ k: 2 }),
  adaptiveCalibrationError,
  adaptiveCalibrationError.with({ bins: 4 }),
];
const areas = [
  rocAuc.with({ average: 'weighted' }),
  rocAuc.with({ multiclass: 'oneVsOne' }),
  rocAuc.with({ average: 'weighted', multiclass: 'oneVsOne' }),
  averagePrecision.with({ average: 'weighted' }),
];
const binaryMetrics = [
  rocAuc,
  averagePrecision,
  precision,
  recall,
  specificity,
  fBeta,
  fBeta.with({ beta: 2 }),
  intersectionOverUnion,
];

test.each(scikitLearn.classification)('the values of scikit-learn: $name', (example) => {
  const batch = {
    labels: Int32Array.from(example.batch.labels),
    probabilities: Float64Array.from(example.batch.probabilities),
    classes: example.batch.classes,
    ...weightsOf(example.batch),
  };
  expectValues([...ofProbabilities, ...ofConfusions, ...binaryMetrics, ...areas], batch, example.values);
  const confusions = confusionMatrix.create();
  confusions.update(batch);
  expect(confusions.compute()).toEqual(example.confusionMatrix);
});

interface ClassifiedRow {
  readonly label: number;
  readonly scores: readonly number[];
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

describe('classification metrics', () => {
  const orders = [rocAuc, averagePrecision, ...areas];
  testFolds([...ofProbabilities, ...ofConfusions, ...orders], classifiedRows, classificationBatch);

  test('certain and right is perfect', () => {
    const batch = { labels: Int32Array.of(0, 1), probabilities: Float32Array.of(1, 0, 0, 1), classes: 2 };
    expect(evaluateMetrics(ofProbabilities, batch)).toEqual({
      accuracy: 1,
      balancedAccuracy: 1,
      macroF1: 1,
      meanIntersectionOverUnion: 1,
      logLoss: 0,
      brier: 0,
      expectedCalibrationError: 0,
    });
  });

  test('one row, certain and wrong, is as bad as can be and still finite', () => {
    const batch = { labels: Int32Array.of(1), probabilities: Float32Array.of(1, 0), classes: 2 };
    expect(evaluateMetrics(ofProbabilities, batch)).toEqual({
      accuracy: 0,
      balancedAccuracy: 0,
      macroF1: 0,
      meanIntersectionOverUnion: 0,
      logLoss: -Math.log(1e-15),
      brier: 2,
      expectedCalibrationError: 1,
    });
  });

  test('a single class is always right', () => {
    const batch = { labels: Int32Array.of(0, 0), probabilities: Float32Array.of(1, 1), classes: 1 };
    const values = evaluateMetrics(ofProbabilities, batch);
    expect(Object.values(values)).toEqual([1, 1, 1, 1, 0, 0, 0]);
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
    // 0.8 = 12/15 ends the bin (11/15, 12/15]: right at 0.8 and wrong at 0.75 share it, right at 0.81 does
    // not.
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

describe('metrics of two classes', () => {
  const binaryBatch = (rows: readonly { label: number; score: number }[]) => ({
    labels: Int32Array.from(rows, ({ label }) => label),
    probabilities: Float64Array.from(rows.flatMap(({ score }) => [1 - score, score])),
    classes: 2,
  });
  const valuesOf = (labels: number[], scores: number[]) =>
    evaluateMetrics(
      [rocAuc, averagePrecision],
      binaryBatch(labels.map((label, row) => ({ label, score: scores[row] ?? 0 }))),
    );

  testFolds(
    binaryMetrics,
    fc.array(fc.record({ label: fc.nat(1), score: fc.nat(8).map((eighths) => eighths / 8) }), {
      minLength: 1,
    }),
    binaryBatch,
  );

  test('a perfect order, the reverse, and none', () => {
    expect(valuesOf([0, 1, 1], [0.1, 0.2, 0.3])).toEqual({ rocAuc: 1, averagePrecision: 1 });
    expect(valuesOf([1, 0, 0], [0.1, 0.2, 0.3])).toEqual({ rocAuc: 0, averagePrecision: 1 / 3 });
    expect(valuesOf([1, 0, 0, 0], [0.5, 0.5, 0.5, 0.5])).toEqual({ rocAuc: 0.5, averagePrecision: 0.25 });
  });

  test('with one class absent there is no order to judge', () => {
    for (const label of [0, 1]) {
      expect(valuesOf([label, label], [0.1, 0.9])).toEqual({ rocAuc: NaN, averagePrecision: NaN });
    }
  });

  test('averages over classes say nothing else of two classes', () => {
    const batch = binaryBatch(
      [1, 0, 1, 0, 0].map((label, row) => ({ label, score: [0.9, 0.1, 0.4, 0.4, 0.6][row] ?? 0 })),
    );
    const areasOf = evaluateMetrics(areas, batch);
    const { rocAuc: area, averagePrecision: inSteps } = evaluateMetrics(binaryMetrics, batch);
    expect(Object.values(areasOf)).toEqual([area, area, area, inSteps]);
  });
});

test('intersection over union of pixels: a class of neither labels nor predictions is left out', () => {
  const batch = {
    labels: Int32Array.of(0, 0, 1),
    probabilities: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 1, 0),
    classes: 3,
  };
  expect(evaluateMetrics([meanIntersectionOverUnion], batch).meanIntersectionOverUnion).toBe(0.5);
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
  const labels = Int32Array.of(0, 1);
  const probabilities = Float32Array.of(1, 0, 0, 1);

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

  test('arrays of another kind are a TypeError', () => {
    const batch = { labels: [0], probabilities: Float32Array.of(1), classes: 1 };
    expect(() => Reflect.apply(accuracy.create().update, undefined, [batch])).toThrow(
      new TypeError('accuracy: expected labels to be an Int32Array, got [0].'),
    );
  });
});
