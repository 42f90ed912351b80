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
  [5, 1, 'a\nlong\nx'],
  [4, 1, 'a\nlong\nx'],
])('in %i columns, of which %i are kept', (width, min, text) => {
  expect(fitTable(['a', 'b'], rows, width, min)).toBe(text);
});

test('counts a Chinese character as two columns', () => {
  const chinese = [
    ['苹果', '1'],
    ['x', '2'],
  ];
  expect(formatTable(['水果', 'n'], chinese)).toBe('水果  n\n苹果  1\nx     2');
  expect(fitTable(['水果', 'n'], chinese, 7, 1)).toBe('水果  n\n苹果  1\nx     2');
  expect(fitTable(['水果', 'n'], chinese, 6, 1)).toBe('水果\n苹果\nx');
});

test('breaks the last column between words rather than leave it out, where it has room', () => {
  const words = 'one two three four five six seven eight nine ten';
  const rows = [['loss', words]];
  const wide = fitTable(['name', 'options'], rows, 32, 1).split('\n');
  expect(wide.length).toBeGreaterThan(2);
  for (const line of wide) expect(line.length).toBeLessThanOrEqual(32);
  expect(
    wide
      .map((line) => line.slice(6))
      .slice(1)
      .join(' '),
  ).toBe(words);
  expect(fitTable(['name', 'options'], rows, 30, 1)).toContain('one two');
  expect(fitTable(['name', 'options'], rows, 29, 1)).toBe('name\nloss');
  const kept = fitTable(['name', 'options'], rows, 20, 2).split('\n');
  for (const line of kept) expect(line.length).toBeLessThanOrEqual(20);
  expect(kept[0]).toBe('name  options');
});

test('shows what is invisible in a cell, and colours it afterwards', () => {
  const red = (text: string) => `<red>${text}</red>`;
  const rows = [['a\u001b[31m\u202e', { text: 'b\u0007', colour: red }]];
  expect(formatTable(['x\u009b', 'y'], rows)).toContain('a\\u001b[31m\\u202e  <red>b\\u0007</red>');
  expect(formatTable(['x\u009b', 'y'], rows)).toContain('x\\u009b');
});
