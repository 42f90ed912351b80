import jstat from 'jstat';

/** Quantiles that were asked for: jStat searches for each, and a comparison asks for the same ones again and again. */
const quantiles = new Map<string, number>();

/** Quantile of Student's t distribution. */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  const key = `${probability} ${degreesOfFreedom}`;
  const quantile = quantiles.get(key) ?? jstat.studentt.inv(probability, degreesOfFreedom);
  quantiles.set(key, quantile);
  return quantile;
}

/** Probability that Student's t is at least as far from 0 as `t`, on either side. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  // The square of a larger t would overflow.
  return 2 * jstat.studentt.cdf(-Math.min(Math.abs(t), 1e100), degreesOfFreedom);
}
