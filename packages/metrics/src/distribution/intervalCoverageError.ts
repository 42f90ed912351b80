import type { DistributionBatch } from '../Metric.ts';
import { between, metricWithOptions } from '../metricWithOptions.ts';
import { distributionMetric } from './distributionMetric.ts';
import { errorFunction } from './errorFunction.ts';

export interface IntervalCoverageOptions {
  /** How probable the interval says that it is to hold the target, between 0 and 1. Default 0.9. */
  readonly level: number;
}

/**
 * Interval coverage error: |coverage − level|, where coverage is the share of targets within the central
 * interval of their normal distribution that should hold them with probability `level`.
 *
 * From 0 to 1, lower is better: 0.1 at a level of 0.9 says that 80 of a hundred targets lie inside, or all.
 * It says nothing about how wide the intervals are, for which see `continuousRankedProbabilityScore`.
 *
 * @see SciPy, `stats.norm.interval`
 */
export const intervalCoverageError = metricWithOptions<
  DistributionBatch,
  IntervalCoverageOptions,
  'intervalCoverageError'
>(
  { name: 'intervalCoverageError', higherIsBetter: false, bounds: [0, 1], countsRows: true },
  { level: 0.9 },
  { level: between(0, 1) },
  (description, { level }) =>
    distributionMetric(
      description,
      // |z| is within Φ⁻¹((1 + level) / 2) where P(|Z| ≤ |z|) = erf(|z| / √2) is at most the level.
      (residual) => (errorFunction(Math.abs(residual) / Math.SQRT2) <= level ? 1 : 0),
      (coverage) => Math.abs(coverage - level),
    ),
);
