import type { ClassificationBatch } from '../Metric.ts';
import { mean } from '../mean.ts';
import { metricWithOptions, positiveInteger } from '../metricWithOptions.ts';
import { classificationMetric } from './classificationMetric.ts';
import { classGroups, scoredRows } from './scoredRows.ts';
import type { ScoreGroup } from './scoreGroups.ts';

export interface AdaptiveCalibrationErrorOptions {
  /** The number of bins of each class, at least 1. Default 15. */
  readonly bins: number;
}

/** Σ over bins of |frequency − mean probability| / bins, of one class. */
function errorOf(groups: readonly ScoreGroup[], bins: number): number {
  const total = groups.reduce((sum, { positives, negatives }) => sum + positives + negatives, 0);
  const gaps = new Float64Array(bins);
  let bin = 0;
  let filled = 0;
  for (const { score, positives, negatives } of groups) {
    const weight = positives + negatives;
    let left = weight;
    while (left > 0) {
      const room = bin === bins - 1 ? left : (total * (bin + 1)) / bins - filled;
      const taken = Math.min(left, Math.max(0, room));
      gaps[bin] = (gaps[bin] ?? 0) + taken * (positives / weight - score);
      filled += taken;
      left -= taken;
      if (left > 0) bin++;
    }
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / total;
}

/**
 * Adaptive calibration error: the mean over classes and bins of |frequency of the class − its mean
 * probability| in the bin, where the bins of a class have equally many rows, by their probability of it. A
 * row at the edge of bins, and equal ones of which some would be beyond it, are shared between these.
 *
 * From 0 to 1, lower is better. Unlike `expectedCalibrationError` it judges the probabilities of all classes,
 * and no bin is nearly empty. It says nothing about accuracy, and with few rows it is biased upwards. It is
 * exact, so the state keeps 24 bytes per row of two classes, and 8 for each class and 16 of more.
 *
 * @see J. Nixon et al., Measuring calibration in deep learning, CVPR workshops 2019, arXiv:1904.01685
 */
export const adaptiveCalibrationError = metricWithOptions<
  ClassificationBatch,
  AdaptiveCalibrationErrorOptions,
  'adaptiveCalibrationError'
>(
  { name: 'adaptiveCalibrationError', higherIsBetter: false, bounds: [0, 1] },
  { bins: 15 },
  { bins: positiveInteger },
  (description, { bins }) =>
    classificationMetric(description, () =>
      scoredRows((rows) =>
        mean(Array.from(rows.scores.keys(), (label) => errorOf(classGroups(rows, label), bins))),
      ),
    ),
);
