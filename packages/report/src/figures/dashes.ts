/** Lines told apart without colour, too: on paper, and by readers who see few colours. */
export const DASHES: readonly (readonly number[])[] = [
  [],
  [7, 3],
  [2, 2],
  [9, 3, 2, 3],
  [4, 4],
  [12, 3],
  [1, 3],
  [6, 2, 1, 2, 1, 2],
];
