import { distributionMetric } from './distributionMetric.ts';
import { errorFunction } from './errorFunction.ts';

/**
 * Continuous ranked probability score of normal distributions: the mean of σ·(z·(2Φ(z) − 1) + 2φ(z) − 1/√π)
 * with z = (y − μ) / σ, which is ∫ (Φ((x − μ) / σ) − [x ≥ y])² dx.
 *
 * From 0 to ∞, lower is better, in the unit of the target; a proper score. Of certain predictions (σ → 0) it
 * is the mean absolute error, and one target far outside weighs as it does there.
 *
 * @see T. Gneiting and A. E. Raftery, Strictly proper scoring rules, prediction, and estimation, JASA 102
 *   (2007), doi:10.1198/016214506000001437
 */
export const continuousRankedProbabilityScore = distributionMetric(
  {
    name: 'continuousRankedProbabilityScore',
    higherIsBetter: false,
    bounds: [0, Number.POSITIVE_INFINITY],
  },
  (residual, deviation) => {
    const density = Math.exp(-(residual ** 2) / 2) / Math.sqrt(2 * Math.PI);
    // 2Φ(z) − 1 = erf(z / √2)
    return (
      deviation * (residual * errorFunction(residual / Math.SQRT2) + 2 * density - 1 / Math.sqrt(Math.PI))
    );
  },
);
