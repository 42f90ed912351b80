/**
 * So many learning rates between the lowest and the highest of a list, evenly spaced on a logarithmic scale; the list itself
 * where it is as long.
 *
 * @example
 * ```ts
 * spacedRates([0.01, 0.1, 1], 5); // [0.01, 0.032, 0.1, 0.32, 1]
 * ```
 */
export function spacedRates(rates: readonly number[], count: number): readonly number[] {
  const [lowest, highest] = [rates[0], rates.at(-1)];
  if (rates.length >= count || rates.length < 2 || lowest === undefined || highest === undefined)
    return rates;
  return Array.from({ length: count }, (_, place) =>
    Number((lowest * (highest / lowest) ** (place / (count - 1))).toPrecision(2)),
  );
}
