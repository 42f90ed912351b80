import jstat from 'jstat';

/**
 * Nemenyi's critical difference: mean ranks over the tasks that differ by more are beyond chance, for all
 * pairs of losses together. q(k, ∞) / √2 · √(k (k + 1) / (6 N)), with q of Tukey's studentized range, k
 * losses and N tasks.
 *
 * @see J. Demšar, Statistical Comparisons of Classifiers over Multiple Data Sets, 2006, JMLR 7
 * @example
 * ```ts
 * criticalDifference(4, 14, 0.95); // 1.2536
 * ```
 */
export function criticalDifference(losses: number, tasks: number, confidence: number): number {
  const range = jstat.tukey.inv(confidence, losses, Number.POSITIVE_INFINITY);
  return (range / Math.SQRT2) * Math.sqrt((losses * (losses + 1)) / (6 * tasks));
}
