/** Means of the same numbers in another order differ by less, relatively, and are ties. */
const TIE = 1e-12;

function isTie(first: number, second: number): boolean {
  return Math.abs(first - second) <= TIE * Math.max(Math.abs(first), Math.abs(second));
}

/**
 * Ranks from 1 for the highest value; ties share the mean of their ranks.
 *
 * @example
 * ```ts
 * averageRanks([0.9, 0.7, 0.9, 0.1]); // [1.5, 3, 1.5, 4]
 * ```
 */
export function averageRanks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => b.value - a.value);
  const ranks = new Array<number>(values.length).fill(0);
  let start = 0;
  for (const [place, { value }] of order.entries()) {
    const next = order[place + 1];
    if (next && isTie(value, next.value)) continue;
    // Places start … place are ranks start + 1 … place + 1.
    for (const { index } of order.slice(start, place + 1)) ranks[index] = (start + place) / 2 + 1;
    start = place + 1;
  }
  return ranks;
}
