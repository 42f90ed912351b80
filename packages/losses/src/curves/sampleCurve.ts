import { AXES } from '../axes.ts';
import type { AnyLoss } from '../contract.ts';
import type { CurvePoint, Slice } from './Slice.ts';

/** Equally far places along a slice, from one end of the axis to the other: `count`, or as many as the slice has at most. */
function placesAlong({ axis, maxPoints }: Slice, count: number): number[] {
  const { low, high } = AXES[axis];
  const last = Math.min(count, maxPoints) - 1;
  return Array.from({ length: last + 1 }, (_, index) => low + ((high - low) * index) / last);
}

/**
 * The curve of a loss along a slice, from one end of the axis to the other.
 *
 * @param count - How many points, or fewer where the slice has no more.
 */
export function sampleCurve(loss: AnyLoss, slice: Slice, count: number): CurvePoint[] {
  return slice.measure(loss, placesAlong(slice, count));
}

/** The points of {@link sampleCurve} without their slopes, in a fraction of the time. */
export function sampleValues(loss: AnyLoss, slice: Slice, count: number): Omit<CurvePoint, 'slope'>[] {
  const places = placesAlong(slice, count);
  const values = slice.values(loss, places);
  return places.map((x, place) => ({ x, value: values[place] ?? Number.NaN }));
}
