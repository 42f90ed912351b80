import { checkedMetric } from '../checkedMetric.ts';
import type { CountsBatch, Metric } from '../Metric.ts';
import { runningMean } from '../runningMean.ts';
import { checkCountsBatch } from './checkCountsBatch.ts';

/**
 * Mean Poisson deviance: the mean of 2·(y·ln(y / rate) − y + rate), with 0·ln 0 = 0.
 *
 * From 0 to ∞, lower is better, in the unit of the counts; 0 where every rate is its count. Twice what the
 * Poisson negative log-likelihood lies above the best possible one. Counts need not be whole.
 *
 * @see scikit-learn, `mean_poisson_deviance`
 */
export const poissonDeviance: Metric<CountsBatch> = checkedMetric(
  { name: 'poissonDeviance', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY] },
  { check: checkCountsBatch },
  () => {
    const deviance = runningMean();
    return {
      add({ targets, rates }) {
        targets.forEach((target, row) => {
          const rate = rates[row] ?? Number.NaN;
          const logRatio = target === 0 ? 0 : target * Math.log(target / rate);
          // Rounding takes it below 0 where rate and count are almost equal.
          deviance.add(Math.max(0, 2 * (logRatio - (target - rate))));
        });
      },
      compute: deviance.compute,
    };
  },
);
