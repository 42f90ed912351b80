import { expect, test } from 'vitest';

import { winShare } from './winShare.ts';

const seeds = (values: readonly number[], first = 1) =>
  values.map((value, index) => ({ seed: first + index, value, failed: false }));

test('counts the seeds in which the first is better, by the direction of the metric', () => {
  const [first, second] = [seeds([1, 2, 3, 9]), seeds([2, 3, 4, 5])];
  expect(winShare(first, second, false)).toBe(0.75);
  expect(winShare(first, second, true)).toBe(0.25);
});

test('a tie is half for each', () => {
  expect(winShare(seeds([1, 1]), seeds([1, 2]), false)).toBe(0.75);
  expect(winShare(seeds([1, 2]), seeds([1, 1]), false)).toBe(0.25);
});

test('only common seeds count, by their number and not by their place', () => {
  expect(winShare(seeds([5, 1, 1], 1), seeds([2, 2], 2), false)).toBe(1);
  expect(winShare(seeds([5], 1), seeds([2], 2), false)).toBeNull();
  expect(winShare([], [], true)).toBeNull();
});
