import { expect, test } from 'vitest';

import { interquartileMean } from './interquartileMean.ts';

test('cuts whole runs or parts of them', () => {
  const fifths = new Array(5).fill(0.2);
  // trim_mean of five leaves one out on each side.
  expect(interquartileMean([0, 1, 2, 3, 100], fifths, 1 / 5)).toBeCloseTo(2, 12);
  // A quarter of the weight is one run and a quarter of another.
  expect(interquartileMean([0, 1, 2, 7, 100], fifths, 0.25)).toBeCloseTo((0.75 * 1 + 2 + 0.75 * 7) / 2.5, 12);
  expect(interquartileMean([4], [1], 0)).toBe(4);
});

test('a run of twice the weight is two runs', () => {
  expect(interquartileMean([1, 2, 5], [0.25, 0.5, 0.25], 0.25)).toBeCloseTo(2, 12);
  expect(interquartileMean([1, 5], [0.75, 0.25], 0.25)).toBeCloseTo(1, 12);
});
