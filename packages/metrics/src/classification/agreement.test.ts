import { describe, expect, test } from 'vitest';

import {
  accuracy,
  adaptiveCalibrationError,
  type ClassificationBatch,
  cohenKappa,
  evaluateMetrics,
  type Metric,
  matthewsCorrelation,
  rocAuc,
  topKAccuracy,
} from '../index.ts';

const metricValue = (metric: Metric<ClassificationBatch>, batch: ClassificationBatch) =>
  evaluateMetrics([metric], batch)[metric.name];

function answers(labels: number[], predicted: number[]): ClassificationBatch {
  return {
    labels: Int32Array.from(labels),
    probabilities: Float32Array.from(
      predicted.flatMap((one) => [0, 1, 2].map((label) => (label === one ? 1 : 0))),
    ),
    classes: 3,
  };
}

describe('agreement beyond chance', () => {
  test('is 1 where all is right, and 0 where one class is always predicted', () => {
    const metrics = [matthewsCorrelation, cohenKappa, cohenKappa.with({ weights: 'quadratic' })];
    const right = evaluateMetrics(metrics, answers([0, 1, 2, 2], [0, 1, 2, 2]));
    for (const value of Object.values(right)) expect(value).toBeCloseTo(1, 15);
    expect(Object.values(evaluateMetrics(metrics, answers([0, 1, 2, 2], [1, 1, 1, 1])))).toEqual([0, 0, 0]);
  });

  test('of a single class there is no kappa, and no correlation', () => {
    const batch = answers([1, 1], [1, 1]);
    expect(metricValue(cohenKappa, batch)).toBeNaN();
    expect(metricValue(matthewsCorrelation, batch)).toBe(0);
  });

  test('two classes that are always swapped have a correlation of -1', () => {
    expect(metricValue(matthewsCorrelation, answers([0, 0, 1, 1], [1, 1, 0, 0]))).toBe(-1);
  });

  test('a rating that is two off costs as much as two, or four, that are one off', () => {
    // Labels and predictions have the frequencies 2, 2, 2: without weights 4 of 6 rows would differ by chance.
    const batch = answers([0, 0, 1, 1, 2, 2], [0, 2, 1, 1, 2, 0]);
    expect(metricValue(cohenKappa, batch)).toBeCloseTo(1 - 2 / 4, 15);
    expect(metricValue(cohenKappa.with({ weights: 'linear' }), batch)).toBeCloseTo(1 - 4 / (16 / 3), 15);
    expect(metricValue(cohenKappa.with({ weights: 'quadratic' }), batch)).toBeCloseTo(1 - 8 / 8, 15);
  });

  test('classes that do not occur keep their distance', () => {
    const batch = answers([0, 2, 0, 2], [0, 2, 2, 2]);
    const linear = metricValue(cohenKappa.with({ weights: 'linear' }), batch);
    expect(linear).toBeCloseTo(metricValue(cohenKappa, batch) ?? 0, 15);
  });
});

describe('top-k accuracy', () => {
  const batch = {
    labels: Int32Array.of(0, 1, 2, 3),
    probabilities: Float64Array.of(
      ...[0.4, 0.2, 0.2, 0.2],
      ...[0.4, 0.2, 0.2, 0.2],
      ...[0.4, 0.2, 0.2, 0.2],
      ...[0.4, 0.2, 0.2, 0.2],
    ),
    classes: 4,
  };

  test('takes the lowest class first among equal probabilities, as accuracy does', () => {
    const values = [1, 2, 3, 4].map((k) => metricValue(topKAccuracy.with({ k }), batch));
    expect(values).toEqual([0.25, 0.5, 0.75, 1]);
    expect(values[0]).toBe(metricValue(accuracy, batch));
  });

  test('of fewer classes than k is 1', () => {
    expect(metricValue(topKAccuracy, batch)).toBe(1);
  });
});

describe('areas of several classes', () => {
  test('are NaN where a class has no row', () => {
    const batch = answers([0, 1, 1], [0, 1, 0]);
    for (const metric of [
      rocAuc,
      rocAuc.with({ average: 'weighted' }),
      rocAuc.with({ multiclass: 'oneVsOne' }),
    ]) {
      expect(metricValue(metric, batch)).toBeNaN();
    }
  });

  test('of a perfect order are 1', () => {
    for (const metric of [rocAuc, rocAuc.with({ multiclass: 'oneVsOne' })]) {
      expect(metricValue(metric, answers([0, 1, 2], [0, 1, 2]))).toBe(1);
    }
  });
});

describe('adaptive calibration error', () => {
  const batchOf = (labels: number[], positives: number[]) => ({
    labels: Int32Array.from(labels),
    probabilities: Float64Array.from(positives.flatMap((positive) => [1 - positive, positive])),
    classes: 2,
  });

  test('has bins of equally many rows, however their probabilities lie', () => {
    const batch = batchOf([0, 1, 1, 0], [0.125, 0.25, 0.75, 1]);
    // Bins {0.125, 0.25} with one of class 1 and {0.75, 1} with one.
    expect(metricValue(adaptiveCalibrationError.with({ bins: 2 }), batch)).toBeCloseTo(
      (Math.abs(0.5 - 0.1875) + Math.abs(0.5 - 0.875)) / 2,
      15,
    );
    expect(metricValue(adaptiveCalibrationError.with({ bins: 1 }), batch)).toBeCloseTo(0.5 - 0.53125, 0);
  });

  test('shares a row at the edge of two bins', () => {
    // Three rows in two bins: the middle one is half in each.
    const batch = batchOf([0, 1, 1], [0.25, 0.5, 0.75]);
    const lower = (-0.25 + 0.5 * 0.5) / 1.5;
    const upper = (0.5 * 0.5 + 0.25) / 1.5;
    expect(metricValue(adaptiveCalibrationError.with({ bins: 2 }), batch)).toBeCloseTo(
      (Math.abs(lower) + Math.abs(upper)) / 2,
      15,
    );
  });

  test('of certain and right answers is 0, of certain and wrong ones 1', () => {
    expect(metricValue(adaptiveCalibrationError, batchOf([0, 1, 1], [0, 1, 1]))).toBe(0);
    expect(metricValue(adaptiveCalibrationError, batchOf([1, 0, 0], [0, 1, 1]))).toBe(1);
  });
});
