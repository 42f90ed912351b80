import { distributionMetric } from './distributionMetric.ts';

/**
 * Negative log-likelihood of normal distributions: the mean of ½·ln(2πσ²) + (y − μ)² / (2σ²), in nats.
 *
 * From −∞ to ∞, lower is better; a proper score, so honest variances are the best strategy. It depends on the
 * unit of the target, and one target far outside of what its variance allows can outweigh all others.
 *
 * @see SciPy, `stats.norm.logpdf`
 */
export const negativeLogLikelihood = distributionMetric(
  {
    name: 'negativeLogLikelihood',
    higherIsBetter: false,
    bounds: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  },
  (residual, deviation) => Math.log(2 * Math.PI) / 2 + Math.log(deviation) + residual ** 2 / 2,
);
