import { expect, test } from 'vitest';

import {
  balancedAccuracy,
  type ClassificationBatch,
  evaluateMetrics,
  fBeta,
  intersectionOverUnion,
  type Metric,
  macroF1,
  meanIntersectionOverUnion,
  precision,
  recall,
  specificity,
} from '../index.ts';

/** Rows of labels that were taken for these classes. */
function answers(labels: number[], predicted: number[], classes: number): ClassificationBatch {
  return {
    labels: Int32Array.from(labels),
    probabilities: Float32Array.from(
      predicted.flatMap((one) => Array.from({ length: classes }, (_, label) => (label === one ? 1 : 0))),
    ),
    classes,
  };
}

const metricValue = (metric: Metric<ClassificationBatch>, batch: ClassificationBatch) =>
  evaluateMetrics([metric], batch)[metric.name];

test('of two classes the counts of class 1 decide', () => {
  // TP 2, FP 1, FN 3, TN 4.
  const batch = answers([1, 1, 0, 1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0, 0, 0, 0, 0], 2);
  expect(evaluateMetrics([precision, recall, specificity, fBeta, intersectionOverUnion], batch)).toEqual({
    precision: 2 / 3,
    recall: 2 / 5,
    specificity: 4 / 5,
    fBeta: 1 / 2,
    intersectionOverUnion: 1 / 3,
  });
  expect(metricValue(fBeta.with({ beta: 2 }), batch)).toBeCloseTo((5 * 2) / (5 * 2 + 4 * 3 + 1), 15);
});

test('without a true positive they are 0, whatever else is missing', () => {
  const metrics = [precision, recall, fBeta, intersectionOverUnion];
  const batches = [answers([1, 0], [0, 0], 2), answers([0, 0], [1, 0], 2), answers([0, 0], [0, 0], 2)];
  for (const batch of batches) {
    expect(Object.values(evaluateMetrics(metrics, batch))).toEqual([0, 0, 0, 0]);
  }
  expect(metricValue(specificity, answers([1, 1], [1, 0], 2))).toBe(0);
});

test('a class that occurs nowhere is left out of the macro average, one that is only predicted is not', () => {
  const batch = answers([0, 0, 0, 1], [0, 0, 3, 1], 5);
  expect(metricValue(recall.with({ average: 'macro' }), batch)).toBeCloseTo((2 / 3 + 1 + 0) / 3, 15);
  expect(metricValue(recall.with({ average: 'weighted' }), batch)).toBeCloseTo((3 * (2 / 3) + 1) / 4, 15);
  expect(metricValue(recall.with({ average: 'micro' }), batch)).toBe(3 / 4);
  expect(metricValue(balancedAccuracy, batch)).toBeCloseTo((2 / 3 + 1) / 2, 15);
});

test('macro F1 and mean IoU are macro averages', () => {
  const batch = answers([0, 1, 2, 2, 1, 0], [0, 2, 2, 2, 0, 1], 3);
  expect(metricValue(fBeta.with({ average: 'macro' }), batch)).toBeCloseTo(
    metricValue(macroF1, batch) ?? 0,
    15,
  );
  expect(metricValue(intersectionOverUnion.with({ average: 'macro' }), batch)).toBeCloseTo(
    metricValue(meanIntersectionOverUnion, batch) ?? 0,
    15,
  );
});

test('more than two classes need an average', () => {
  const batch = answers([2], [2], 3);
  expect(() => precision.create().update(batch)).toThrow(
    new RangeError(
      "precision: expected 2 classes, or another average, as with({ average: 'macro' }) sets it, got 3.",
    ),
  );
  const micro = precision.with({ average: 'micro' });
  expect(metricValue(micro, batch)).toBe(1);
  expect(() => micro.with({ average: 'binary' }).create().update(batch)).toThrow(
    'precision: expected 2 classes',
  );
});

test('no row has no value, whatever the average', () => {
  for (const average of ['binary', 'macro', 'weighted', 'micro'] as const) {
    const state = precision.with({ average }).create();
    expect(state.compute()).toBeNaN();
    state.update(answers([], [], 2));
    expect(state.compute()).toBeNaN();
  }
});
