/** A number from 0 to 1 that belongs to a point of the integer lattice. */
function latticeValue(column: number, row: number, seed: number): number {
  let hash = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1) ^ seed;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

/** Smooth value noise from 0 to 1 with features about 1 wide. */
export function noise(x: number, y: number, seed: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const right = (x - column) * (x - column) * (3 - 2 * (x - column));
  const down = (y - row) * (y - row) * (3 - 2 * (y - row));
  const top = latticeValue(column, row, seed) * (1 - right) + latticeValue(column + 1, row, seed) * right;
  const bottom =
    latticeValue(column, row + 1, seed) * (1 - right) + latticeValue(column + 1, row + 1, seed) * right;
  return top * (1 - down) + bottom * down;
}
