/** log Σ exp(x) in float64, pair by pair: no maximum over the row, as the losses' own form has it. */
export function logSumExp(numbers: readonly number[]): number {
  return numbers.reduce((total, x) => {
    if (total === Number.NEGATIVE_INFINITY) return x;
    return Math.max(total, x) + Math.log1p(Math.exp(-Math.abs(total - x)));
  }, Number.NEGATIVE_INFINITY);
}
