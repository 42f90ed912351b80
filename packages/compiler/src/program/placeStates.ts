import type { Value } from '../graph/Value.ts';
import { denseStrides } from '../graph/View.ts';
import type { Loops } from '../schedule/LoopGroup.ts';
import { producedBy, readBy, type Unit } from '../schedule/Unit.ts';

export interface StateUpdate {
  readonly address: number;
  /** The state at the start of the step; undefined where the step doesn't read it. */
  readonly before: Value | undefined;
  readonly after: Value;
}

/** Whether loops read a value only at the cell that they are about to write. */
function readsInPlace({ items, sizes, rowAxes }: Loops, before: Value, after: Value): boolean {
  const written = items.find(({ value }) => value === after);
  if (written?.extent !== 'cell' || written.level !== 'cells') return false;
  const width = sizes.at(-1) ?? 1;
  // The last vector of a row reaches into the next one, whose old numbers are still to be read.
  if (width % 4 !== 0 && (sizes.length > 1 || rowAxes > 0)) return false;
  const dense = denseStrides(sizes);
  return items.every(({ accesses, stage }) =>
    accesses.every(({ value, offset, strides }) => {
      if (value !== before) return true;
      const isSame =
        offset === 0 && strides.every((stride, axis) => stride === dense[axis] || sizes[axis] === 1);
      return isSame && stage <= written.stage;
    }),
  );
}

/**
 * Which new states can be computed where the old ones lie; the others are copied there after the step.
 */
export function placeStates(
  updates: readonly StateUpdate[],
  units: readonly Unit[],
  loops: ReadonlyMap<Unit, Loops>,
): { readonly inPlace: Map<Value, number>; readonly copied: StateUpdate[] } {
  const inPlace = new Map<Value, number>();
  const copied: StateUpdate[] = [];
  const reads = units.map(readBy);
  for (const update of updates) {
    const { before, after, address } = update;
    const maker = units.findIndex((unit) => producedBy(unit).includes(after));
    const lastRead = before ? reads.findLastIndex((read) => read.has(before)) : -1;
    const unit = units[maker];
    const group = unit && loops.get(unit);
    const isFree =
      maker >= 0 &&
      (lastRead < maker ||
        (lastRead === maker &&
          group !== undefined &&
          before !== undefined &&
          readsInPlace(group, before, after)));
    if (isFree && !inPlace.has(after)) inPlace.set(after, address);
    else copied.push(update);
  }
  return { inPlace, copied };
}
