import jstat from 'jstat';

/**
 * The exact interval of a probability of which `count` of `total` trials came true.
 *
 * @see C. J. Clopper and E. S. Pearson, The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial, 1934,
 *   doi:10.1093/biomet/26.4.404
 * @example
 * ```ts
 * clopperPearson(0, 5, 0.95).high; // 0.5218
 * ```
 */
export function clopperPearson(
  count: number,
  total: number,
  confidence: number,
): { readonly low: number; readonly high: number } {
  const tail = (1 - confidence) / 2;
  return {
    low: count === 0 ? 0 : jstat.beta.inv(tail, count, total - count + 1),
    high: count === total ? 1 : jstat.beta.inv(1 - tail, count + 1, total - count),
  };
}
