/** Scores are differences and quotients: what is 1 on paper can be a little less. */
const ROUNDING = 1e-9;

/**
 * The fraction of runs whose score is at least each of some scores; tasks weigh the same.
 *
 * @param scores - By task, one per run.
 * @see E. Dolan & J. Moré, Benchmarking Optimization Software with Performance Profiles, 2002,
 *   doi:10.1007/s101070100263
 * @example
 * ```ts
 * performanceProfile([[0, 1], [0.5, 0.5]], [0, 0.5, 1]); // [1, 0.75, 0.25]
 * ```
 */
export function performanceProfile(scores: readonly (readonly number[])[], at: readonly number[]): number[] {
  return at.map((least) => {
    const fractions = scores.map(
      (runs) => runs.filter((score) => score >= least - ROUNDING).length / runs.length,
    );
    return fractions.reduce((sum, fraction) => sum + fraction, 0) / scores.length;
  });
}
