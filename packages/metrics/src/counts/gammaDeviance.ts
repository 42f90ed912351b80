import { checkPositive } from '../batchChecks.ts';
import { checkedMetric } from '../checkedMetric.ts';
import type { CountsBatch } from '../Metric.ts';
import { runningMean } from '../runningMean.ts';
import { checkCountsBatch } from './checkCountsBatch.ts';

/** Up to it the series ends within twenty terms. */
const SERIES_ENDS = 0.1;

/** d − ln(1 + d) for the relative deviation d > −1: d²/2 near 0, where the difference is rounding alone. */
function relativeDeviance(d: number): number {
  if (Math.abs(d) > SERIES_ENDS) return d - Math.log1p(d);
  let sum = 0;
  let power = d * d;
  for (let n = 2; Math.abs(power) > Math.abs(sum) * Number.EPSILON; n++) {
    sum += power / n;
    power *= -d;
  }
  return sum;
}

/**
 * Mean gamma deviance: the mean of 2·(ln(rate / y) + y / rate − 1) for targets y above 0.
 *
 * From 0 to ∞, lower is better; it has no unit, since only ratios count: 0 where every rate is its target, the same
 * for 1 against 2 as for 1,000 against 2,000. Twice what `gammaNll` lies above the best possible one.
 *
 * @see scikit-learn, `mean_gamma_deviance`
 */
export const gammaDeviance = checkedMetric(
  { name: 'gammaDeviance', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY] },
  {
    check(where, batch: CountsBatch) {
      checkCountsBatch(where, batch);
      checkPositive(where, 'targets', batch.targets);
    },
    rows: ({ targets }) => targets.length,
  },
  () => {
    const deviance = runningMean();
    return {
      add({ targets, rates }, row, weight) {
        const rate = rates[row] ?? Number.NaN;
        deviance.add(2 * relativeDeviance(((targets[row] ?? Number.NaN) - rate) / rate), weight);
      },
      compute: deviance.compute,
    };
  },
);
