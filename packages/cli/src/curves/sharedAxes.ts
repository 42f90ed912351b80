import type { AxisName } from '@losskit/losses/axes';
import type { AnyLoss } from '@losskit/losses/contract';
import { lossSlices, type Slice } from '@losskit/losses/curves';

/** The axes that a loss has a curve over, the one it prefers first. */
export function axesOf({ declaration }: AnyLoss): AxisName[] {
  return lossSlices(declaration).map(({ axis }) => axis);
}

/** The axes that all losses have, in the order that the first loss prefers. */
export function sharedAxes([first, ...others]: readonly AnyLoss[]): AxisName[] {
  return first ? axesOf(first).filter((axis) => others.every((loss) => axesOf(loss).includes(axis))) : [];
}

/** How a loss is drawn over an axis; undefined where it can't be. */
export function sliceOver({ declaration }: AnyLoss, axis: AxisName): Slice | undefined {
  return lossSlices(declaration).find((slice) => slice.axis === axis);
}
