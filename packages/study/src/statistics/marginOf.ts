import { rangeError } from '@losskit/errors';

/** A difference that matters, as it is asked for: in the metric's unit, or as a percentage of the best mean. */
export type Margin = number | `${number}%`;

export const DEFAULT_OF_BOUNDED = 0.01;
export const DEFAULT_PERCENTAGE = 2;

/** Accuracy, areas under curves, R² and their like: 0.01 means the same of all of them. */
function isOnUnitScale(bounds: readonly [number, number] | undefined): boolean {
  if (!bounds) return false;
  const [lowest, highest] = bounds;
  return highest === 1 || (Number.isFinite(lowest) && highest - lowest <= 2);
}

/**
 * A difference in the ranking metric that matters, in its unit.
 *
 * Default: 0.01 of a metric that ends at 1 or is at most 2 wide, such as accuracy or R²; 2 % of the best mean of any other.
 *
 * @param best - Mean of the best loss.
 * @throws RangeError for a margin that is negative, not finite or not a percentage.
 * @example
 * ```ts
 * marginOf('5%', 4, [0, Number.POSITIVE_INFINITY]); // 0.2
 * ```
 */
export function marginOf(
  asked: Margin | undefined,
  best: number,
  bounds: readonly [number, number] | undefined,
): number {
  if (asked === undefined)
    return isOnUnitScale(bounds) ? DEFAULT_OF_BOUNDED : (DEFAULT_PERCENTAGE / 100) * Math.abs(best);
  const percentage = typeof asked === 'string' ? /^(\S+)%$/.exec(asked)?.[1] : undefined;
  const value = typeof asked === 'string' ? Number(percentage ?? Number.NaN) : asked;
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw rangeError('compare', "margin to be a finite number >= 0 or a percentage such as '2%'", asked);
  return percentage === undefined ? value : (value / 100) * Math.abs(best);
}
