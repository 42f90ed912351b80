import type { SeedValue } from './figures/pairedDots.ts';

/** The fraction of the common seeds in which the first is better than the second, a tie as half; null without such a seed. */
export function winShare(
  first: readonly SeedValue[],
  second: readonly SeedValue[],
  higherIsBetter: boolean,
): number | null {
  const others = new Map(second.map(({ seed, value }) => [seed, value]));
  const points = first.flatMap(({ seed, value }) => {
    const other = others.get(seed);
    if (other === undefined) return [];
    if (value === other) return [0.5];
    return [value > other === higherIsBetter ? 1 : 0];
  });
  if (points.length === 0) return null;
  return points.reduce((sum, point) => sum + point, 0) / points.length;
}
