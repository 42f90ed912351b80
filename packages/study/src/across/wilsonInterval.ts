import jstat from 'jstat';

/**
 * Wilson's score interval for a probability that was estimated from so many independent trials, not
 * necessarily whole ones.
 *
 * @see E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, 1927,
 *   doi:10.1080/01621459.1927.10502953
 * @example
 * ```ts
 * wilsonInterval(1, 10, 0.95).low; // 0.7225
 * ```
 */
export function wilsonInterval(
  probability: number,
  trials: number,
  confidence: number,
): { readonly low: number; readonly high: number } {
  const squared = jstat.normal.inv(0.5 + confidence / 2, 0, 1) ** 2 / trials;
  const centre = probability + squared / 2;
  const half = Math.sqrt(squared * (probability * (1 - probability) + squared / 4));
  const [low, high] = [(centre - half) / (1 + squared), (centre + half) / (1 + squared)];
  // It holds the estimate and stays within 0 and 1, but for rounding.
  return { low: Math.max(0, Math.min(low, probability)), high: Math.min(1, Math.max(high, probability)) };
}
