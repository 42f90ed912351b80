import { checkedMetric, type MetricDescription } from '../checkedMetric.ts';
import type { DistributionBatch, Metric } from '../Metric.ts';
import { runningMean } from '../runningMean.ts';
import { checkDistributionBatch } from './checkDistributionBatch.ts';

/**
 * Makes a metric that is the mean over rows of `score`, which gets the standardized residual (target − mean)
 * / σ and the standard deviation σ.
 */
export function distributionMetric(
  description: MetricDescription,
  score: (residual: number, deviation: number) => number,
): Metric<DistributionBatch> {
  return checkedMetric(description, { check: checkDistributionBatch }, () => {
    const scores = runningMean();
    return {
      add({ targets, means, variances }) {
        targets.forEach((target, row) => {
          const deviation = Math.sqrt(variances[row] ?? Number.NaN);
          scores.add(score((target - (means[row] ?? Number.NaN)) / deviation, deviation));
        });
      },
      compute: scores.compute,
    };
  });
}
