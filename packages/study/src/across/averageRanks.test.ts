import { expect, test } from 'vitest';

import { averageRanks } from './averageRanks.ts';

test('ties share the mean of their ranks, and large values tie nobody else', () => {
  expect(averageRanks([3, 1, 2])).toEqual([1, 3, 2]);
  expect(averageRanks([1, 1, 1, 1])).toEqual([2.5, 2.5, 2.5, 2.5]);
  expect(averageRanks([0, 0, -1])).toEqual([1.5, 1.5, 3]);
  expect(averageRanks([-1e300, -1, -2])).toEqual([3, 1, 2]);
  expect(averageRanks([0.1 + 0.2, 0.3])).toEqual([1.5, 1.5]);
  expect(averageRanks([])).toEqual([]);
});
