import type { Sampling } from '@losskit/tasks';

/**
 * Variance of a mean over seeds, in units of the variance between seeds.
 *
 * 1 / n where seeds are independent. Where they split one data set their parts overlap, and no number of
 * seeds removes what they share: 1 / n + test rows / training rows. Where the test part is fixed it is 1 / n
 * for that test part.
 *
 * @see C. Nadeau & Y. Bengio, Inference for the Generalization Error, 2003, doi:10.1023/A:1024068626366
 * @example
 * ```ts
 * varianceOfMean({ sampling: 'split', parts: { train: 800, test: 200 } }, 10); // 0.35
 * ```
 */
export function varianceOfMean(
  {
    sampling,
    parts,
  }: { readonly sampling: Sampling; readonly parts: { readonly train: number; readonly test: number } },
  seeds: number,
): number {
  return 1 / seeds + (sampling === 'split' ? parts.test / parts.train : 0);
}
