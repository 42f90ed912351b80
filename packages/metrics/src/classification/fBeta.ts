import type { ClassificationBatch } from '../Metric.ts';
import { between, metricWithOptions } from '../metricWithOptions.ts';
import { AVERAGES, type AverageOptions, averagedMetric } from './averagedMetric.ts';

export interface FBetaOptions extends AverageOptions {
  /** How many times as much recall counts as precision; above 0. Default 1. */
  readonly beta: number;
}

/**
 * F-beta: (1 + β²)·TP / (β²·(TP + FN) + TP + FP), the weighted harmonic mean of precision and recall; by
 * default F1 of class 1, of two classes.
 *
 * From 0 to 1, higher is better. A class that occurs, but is never recognised, counts as 0. Its macro average
 * with β = 1 is `macroF1`.
 *
 * @example
 * ```ts
 * fBeta.with({ beta: 2, average: 'macro' }).name; // 'fBeta:beta=2,average=macro'
 * ```
 * @see scikit-learn, `fbeta_score`
 */
export const fBeta = metricWithOptions<ClassificationBatch, FBetaOptions, 'fBeta'>(
  { name: 'fBeta', higherIsBetter: true, bounds: [0, 1] },
  { beta: 1, average: 'binary' },
  { beta: between(0, Number.POSITIVE_INFINITY), average: AVERAGES },
  (description, { beta, average }) =>
    averagedMetric(
      description,
      average,
      ({ truePositives, labelled, predicted }) =>
        ((1 + beta ** 2) * truePositives) / (beta ** 2 * labelled + predicted),
    ),
);
