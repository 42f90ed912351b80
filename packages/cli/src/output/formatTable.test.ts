import { expect, test } from 'vitest';

import { fitTable, formatTable } from './formatTable.ts';

const rows = [
  ['long', ''],
  ['x', 'y'],
];

test('aligns columns and ends lines without blanks', () => {
  expect(formatTable(['a', 'b'], rows)).toBe('a     b\nlong\nx     y');
});

test.each([
  [7, 1, 'a     b\nlong\nx     y'],
  [6, 1, 'a\nlong\nx'],
  [1, 2, 'a     b\nlong\nx     y'],
])('in %i columns, of which %i are kept', (width, min, text) => {
  expect(fitTable(['a', 'b'], rows, width, min)).toBe(text);
});
