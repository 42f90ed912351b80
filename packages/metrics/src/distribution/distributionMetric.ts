import { type BatchKind, checkedMetric, type MetricDescription } from '../checkedMetric.ts';
import type { DistributionBatch, Metric } from '../Metric.ts';
import { runningMean } from '../runningMean.ts';
import { checkDistributionBatch } from './checkDistributionBatch.ts';

const kind: BatchKind<DistributionBatch> = {
  check: checkDistributionBatch,
  rows: ({ targets }) => targets.length,
};

/**
 * Makes a metric that is the mean over rows of `score`, or what `summarize` says of it. `score` gets the
 * standardized residual (target − mean) / σ and the standard deviation σ.
 */
export function distributionMetric<Name extends string>(
  description: MetricDescription<Name>,
  score: (residual: number, deviation: number) => number,
  summarize: (mean: number) => number = (mean) => mean,
): Metric<DistributionBatch, Name> {
  return checkedMetric(description, kind, () => {
    const scores = runningMean();
    return {
      add({ targets, means, variances }, row, weight) {
        const deviation = Math.sqrt(variances[row] ?? Number.NaN);
        const error = (targets[row] ?? Number.NaN) - (means[row] ?? Number.NaN);
        scores.add(score(error / deviation, deviation), weight);
      },
      compute: () => summarize(scores.compute()),
    };
  });
}
