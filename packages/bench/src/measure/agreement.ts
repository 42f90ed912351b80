/** Largest difference between values that agree, relative to the larger one. */
const TOLERANCE = 1e-3;
/** Values below this agree with 0. */
const NOTHING = 1e-6;

/** Whether two peers have come to the same numbers. */
export function agree(left: readonly number[], right: readonly number[]): boolean {
  if (left.length !== right.length) return false;
  return left.every((value, index) => {
    const other = right[index] ?? Number.NaN;
    const size = Math.max(Math.abs(value), Math.abs(other), NOTHING);
    return Number.isFinite(size) && Math.abs(value - other) <= TOLERANCE * size;
  });
}

/**
 * The values that most peers agree with; among as many, those of the first. A peer that has come to others is
 * wrong, whatever its time.
 */
export function commonValues(all: readonly (readonly number[])[]): readonly number[] {
  const supporters = all.map((values) => all.filter((others) => agree(values, others)).length);
  return all[supporters.indexOf(Math.max(...supporters))] ?? [];
}
