/** Numbers along an axis. */
export interface Axis {
  readonly count: number;
  /** For each operand, how many bytes lie between two neighbours. */
  readonly bytes: readonly number[];
}

/** How many places there are along axes. */
export function countOf(axes: readonly Axis[]): number {
  return axes.reduce((product, { count }) => product * count, 1);
}

/** The same places in the same order along as few axes as they need. */
export function mergedAxes(axes: readonly Axis[]): Axis[] {
  const merged: Axis[] = [];
  for (const axis of axes) {
    if (axis.count === 1) continue;
    const last = merged.at(-1);
    const joins = last?.bytes.every((bytes, index) => bytes === axis.count * (axis.bytes[index] ?? 0));
    if (last && joins) merged.splice(-1, 1, { ...axis, count: last.count * axis.count });
    else merged.push(axis);
  }
  return merged;
}

/** The axes with one more operand, whose numbers lie in their order with so many bytes between them. */
export function withDense(axes: readonly Axis[], bytes: number): Axis[] {
  return axes.map((axis, index) => ({
    ...axis,
    bytes: [...axis.bytes, bytes * countOf(axes.slice(index + 1))],
  }));
}
