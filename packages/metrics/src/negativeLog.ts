/** A certain mistake costs −ln(1e−15) ≈ 34.5 instead of infinity. */
const SMALLEST = 1e-15;

/** What the worst prediction costs. */
export const LARGEST_NEGATIVE_LOG = -Math.log(SMALLEST);

/** −ln(probability), with the probability clipped from below at 1e−15. */
export function negativeLog(probability: number): number {
  // Rounding can lift a probability above 1, whose logarithm would be a reward. 0 − x, so that certainty
  // costs 0, not −0.
  return 0 - Math.log(Math.min(1, Math.max(SMALLEST, probability)));
}
