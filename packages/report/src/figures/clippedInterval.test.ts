import { expect, test } from 'vitest';

import { clippedInterval } from './clippedInterval.ts';

test.each([
  [2, 4, 2, 4, []],
  [-3, 4, 0, 4, ['triangle-left']],
  [2, 40, 2, 10, ['triangle-right']],
  [-3, 40, 0, 10, ['triangle-left', 'triangle-right']],
  [20, 40, 10, 10, ['triangle-right']],
  [0, 10, 0, 10, []],
])('from %d to %d on an axis from 0 to 10', (low, high, x, x2, shapes) => {
  const clipped = clippedInterval(low, high, [0, 10]);
  expect(clipped).toMatchObject({ x, x2 });
  expect(clipped.arrows.map(({ shape }) => shape)).toEqual(shapes);
});
