import { checkedMetric } from '../checkedMetric.ts';
import { runningMean } from '../runningMean.ts';
import { checkCountsBatch } from './checkCountsBatch.ts';

/** Up to it the series ends within twenty terms. */
const SERIES_ENDS = 0.1;

/**
 * (1 + d)·ln(1 + d) − d for the relative deviation d ≥ −1: d²/2 near 0, where the difference is rounding
 * alone.
 */
function relativeDeviance(d: number): number {
  if (d === -1) return 1;
  if (Math.abs(d) > SERIES_ENDS) return (1 + d) * Math.log1p(d) - d;
  let sum = 0;
  let power = d * d;
  for (let n = 2; Math.abs(power) > Math.abs(sum) * Number.EPSILON; n++) {
    sum += power / (n * (n - 1));
    power *= -d;
  }
  return sum;
}

/**
 * Mean Poisson deviance: the mean of 2·(y·ln(y / rate) − y + rate), with 0·ln 0 = 0.
 *
 * From 0 to ∞, lower is better, in the unit of the counts; 0 where every rate is its count. Twice what the
 * Poisson negative log-likelihood lies above the best possible one. Counts need not be whole.
 *
 * @see scikit-learn, `mean_poisson_deviance`
 */
export const poissonDeviance = checkedMetric(
  { name: 'poissonDeviance', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY] },
  { check: checkCountsBatch, rows: ({ targets }) => targets.length },
  () => {
    const deviance = runningMean();
    return {
      add({ targets, rates }, row, weight) {
        const rate = rates[row] ?? Number.NaN;
        deviance.add(2 * rate * relativeDeviance(((targets[row] ?? Number.NaN) - rate) / rate), weight);
      },
      compute: deviance.compute,
    };
  },
);
