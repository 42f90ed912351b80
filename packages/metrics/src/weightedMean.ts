/** Σ weight · value / Σ weight; NaN of nothing. */
export function weightedMean(pairs: readonly { readonly value: number; readonly weight: number }[]): number {
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0);
  return pairs.reduce((sum, { value, weight }) => sum + weight * value, 0) / total;
}
