import { extent } from './extent.ts';
import { finiteValues } from './finiteValues.ts';

/**
 * An axis range that shows the bulk of the values: one loss that failed must not squeeze all others into a
 * point.
 *
 * Values farther than `reach` times the typical distance from the anchor are left outside. Always of positive
 * width.
 *
 * @param quantile Of the distances, which is the typical one.
 */
export function robustDomain(
  values: readonly (number | null)[],
  anchor: number,
  reach = 4,
  quantile = 0.75,
): [number, number] {
  const finite = finiteValues([...values, anchor]);
  const distances = finite.map((value) => Math.abs(value - anchor)).sort((a, b) => a - b);
  const bulk = distances[Math.floor(quantile * (distances.length - 1))] ?? 0;
  const limit = bulk > 0 ? reach * bulk : Number.POSITIVE_INFINITY;
  const inside = finite.filter((value) => Math.abs(value - anchor) <= limit);
  const [low, high] = extent(inside);
  const margin = high > low ? 0.04 * (high - low) : Math.max(Math.abs(low), 1) * 0.05;
  return [low - margin, high + margin];
}
