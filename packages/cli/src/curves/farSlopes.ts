import type { AxisName } from '@losskit/losses/axes';
import type { AnyLoss } from '@losskit/losses/contract';

import { sliceOver } from './sharedAxes.ts';

/** Where a target that is far from its prediction lies on an axis: a near and a far place. */
const FAR: Readonly<Partial<Record<AxisName, readonly [near: number, far: number]>>> = {
  residual: [10, 1000],
  // Where a softmax in float32 has not become 0 yet.
  margin: [-10, -80],
};

/** How a loss treats what is far from its target: an outlier, or an example with a wrong label. */
export interface FarSlopes {
  readonly axis: AxisName;
  readonly near: { readonly x: number; readonly slope: number };
  readonly far: { readonly x: number; readonly slope: number };
  readonly trend: 'grows' | 'bounded' | 'vanishes';
}

/** The slopes of a loss far from its target; undefined where it has no curve that goes there. */
export function farSlopes(loss: AnyLoss): FarSlopes | undefined {
  for (const [axis, places] of [
    ['residual', FAR.residual],
    ['margin', FAR.margin],
  ] as const) {
    const slice = sliceOver(loss, axis);
    if (!slice || !places) continue;
    const [near = Number.NaN, far = Number.NaN] = slice.measure(loss, places).map(({ slope }) => slope);
    if (!Number.isFinite(near) || !Number.isFinite(far)) return undefined;
    const [before, behind] = [Math.abs(near), Math.abs(far)];
    const trend =
      behind > 1.5 * before ? 'grows' : behind < before / 2 || behind === 0 ? 'vanishes' : 'bounded';
    return { axis, near: { x: places[0], slope: near }, far: { x: places[1], slope: far }, trend };
  }
  return undefined;
}
