/**
 * Holm's correction: p values adjusted so that, over all of them, the chance of any false rejection stays below the
 * level that each is compared with.
 *
 * @see S. Holm, A Simple Sequentially Rejective Multiple Test Procedure, 1979, Scandinavian Journal of Statistics 6
 * @example
 * ```ts
 * holm([0.01, 0.04, 0.03]); // [0.03, 0.06, 0.06]
 * ```
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((pValue, index) => ({ pValue, index })).sort((a, b) => a.pValue - b.pValue);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let largest = 0;
  order.forEach(({ pValue, index }, rank) => {
    largest = Math.max(largest, Math.min(1, pValue * (pValues.length - rank)));
    adjusted[index] = largest;
  });
  return adjusted;
}
