/** Values by their order. */
export interface Ranks {
  /** Of each value, 0 for the smallest; equal values share theirs. */
  readonly ranks: Int32Array;
  /** The indices of the values, the smallest value first. */
  readonly order: Uint32Array;
  /** The sum of the weights of each rank. */
  readonly totals: Float64Array;
}

/** Ranks without gaps, in time O(n log n). */
export function denseRanks(values: readonly number[], weights: readonly number[]): Ranks {
  const valueAt = (index: number) => values[index] ?? Number.NaN;
  const order = Uint32Array.from(values, (_, index) => index).sort((a, b) => valueAt(a) - valueAt(b));
  const ranks = new Int32Array(values.length);
  const totals = new Float64Array(values.length);
  let rank = -1;
  let previous = Number.NaN;
  for (const index of order) {
    if (valueAt(index) !== previous) rank++;
    previous = valueAt(index);
    ranks[index] = rank;
    totals[rank] = (totals[rank] ?? 0) + (weights[index] ?? 0);
  }
  return { ranks, order, totals: totals.subarray(0, rank + 1) };
}
