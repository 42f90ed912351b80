/**
 * Probability that a run of the first loss beats a run of the second: P(X > Y) + ½ P(X = Y) over all pairs of
 * runs, which is the Mann–Whitney statistic over the number of pairs.
 *
 * @see H. Mann & D. Whitney, On a Test of Whether one of Two Random Variables is Stochastically Larger than
 *   the Other, 1947, doi:10.1214/aoms/1177730491
 * @example
 * ```ts
 * probabilityOfImprovement([1, 3], [1, 2]); // 0.625
 * ```
 */
export function probabilityOfImprovement(first: readonly number[], second: readonly number[]): number {
  let wins = 0;
  for (const value of first)
    for (const other of second) wins += value > other ? 1 : value === other ? 0.5 : 0;
  return wins / (first.length * second.length);
}
