import { AXES } from '../axes.ts';
import type { AnyLoss } from '../contract.ts';
import type { CurvePoint, Slice } from './Slice.ts';

/**
 * The curve of a loss along a slice, from one end of the axis to the other.
 *
 * @param count - How many points, or fewer where the slice has no more.
 */
export function sampleCurve(loss: AnyLoss, slice: Slice, count: number): CurvePoint[] {
  const { low, high } = AXES[slice.axis];
  const last = Math.min(count, slice.maxPoints) - 1;
  const xs = Array.from({ length: last + 1 }, (_, index) => low + ((high - low) * index) / last);
  return slice.measure(loss, xs);
}
