import { expect, test } from 'vitest';

import { mapParallel } from './mapParallel.ts';

test('at most so many are worked on at once, and the results are in the order of the items', async () => {
  let running = 0;
  let most = 0;
  const results = await mapParallel([30, 1, 2, 3], 2, async (item) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < item; turn++) await Promise.resolve();
    running -= 1;
    return 10 * item;
  });
  expect(results).toEqual([300, 10, 20, 30]);
  expect(most).toBe(2);
  expect(await mapParallel([], 2, async () => 1)).toEqual([]);
});

test('what one throws is thrown once none runs any more', async () => {
  const done: number[] = [];
  const mapped = mapParallel([1, 2, 3], 2, async (item) => {
    if (item === 1) throw new Error('no');
    await Promise.resolve();
    done.push(item);
  });
  await expect(mapped).rejects.toThrow('no');
  expect(done).toEqual([2, 3]);
});
