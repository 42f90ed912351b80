/** A number from 0 to 1 that belongs to a point of the integer lattice. */
function latticeValue(column: number, row: number, seed: number): number {
  let hash = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1) ^ seed;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x100000000;
}

/** Smooth value noise from 0 to 1 with features about 1 wide. */
export function noiseOf(seed: number): (x: number, y: number) => number {
  // The corners of the last cell: neighbouring places mostly share it.
  let column = Number.NaN;
  let row = Number.NaN;
  const corners = new Float64Array(4);
  return (x, y) => {
    if (Math.floor(x) !== column || Math.floor(y) !== row) {
      column = Math.floor(x);
      row = Math.floor(y);
      corners[0] = latticeValue(column, row, seed);
      corners[1] = latticeValue(column + 1, row, seed);
      corners[2] = latticeValue(column, row + 1, seed);
      corners[3] = latticeValue(column + 1, row + 1, seed);
    }
    const right = (x - column) * (x - column) * (3 - 2 * (x - column));
    const down = (y - row) * (y - row) * (3 - 2 * (y - row));
    const top = (corners[0] ?? 0) * (1 - right) + (corners[1] ?? 0) * right;
    const bottom = (corners[2] ?? 0) * (1 - right) + (corners[3] ?? 0) * right;
    return top * (1 - down) + bottom * down;
  };
}
