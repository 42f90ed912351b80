import { expect, test } from 'vitest';

import { looksOf } from './looksOf.ts';

test('auto looks three times, from 10 seeds on there are two looks, below one', () => {
  expect(looksOf('auto').map(({ seeds }) => seeds)).toEqual([5, 10, 20]);
  expect(looksOf(10).map(({ seeds }) => seeds)).toEqual([5, 10]);
  expect(looksOf(13).map(({ seeds }) => seeds)).toEqual([7, 13]);
  expect(looksOf(9)).toEqual([{ seeds: 9, level: 0.05 }]);
  expect(looksOf(1)).toEqual([{ seeds: 1, level: 0.05 }]);
});

test.each(['auto', 3, 10, 20] as const)('the levels of %s add up to what is not confidence', (seeds) => {
  for (const confidence of [0.95, 0.9, 0.99]) {
    const sum = looksOf(seeds, confidence).reduce((total, { level }) => total + level, 0);
    expect(sum).toBeCloseTo(1 - confidence, 12);
  }
});
