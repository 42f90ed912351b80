import { compensatedSum } from '../compensatedSum.ts';

/**
 * Σ weight · (first − its mean) · (second − its mean), to the last digits wherever the values lie.
 *
 * @see B. P. Welford, Note on a method for calculating corrected sums of squares and products, Technometrics
 * 4
 *   (1962), doi:10.1080/00401706.1962.10490022
 */
export function coMoment() {
  let total = 0;
  const firstMean = compensatedSum();
  const secondMean = compensatedSum();
  const products = compensatedSum();
  return {
    add(first: number, second: number, weight: number): void {
      // Σ xy − n·mean·mean would cancel where the values are large and close together; Welford's update does not, if
      // its means have more digits than the values.
      total += weight;
      const deviation = firstMean.below(first);
      firstMean.add((deviation * weight) / total);
      secondMean.add((secondMean.below(second) * weight) / total);
      products.add(weight * deviation * secondMean.below(second));
    },
    compute: products.compute,
  };
}
