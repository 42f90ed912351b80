/**
 * Smallest and largest of the values; +∞ and −∞ where there are none. `Math.min(...values)` overflows the
 * stack on long lists.
 */
export function extent(values: readonly number[]): readonly [low: number, high: number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}
