import { expect, test } from 'vitest';

import { Progress } from './Progress.ts';

test('the parts so far let expect how long the others take', () => {
  let milliseconds = 5000;
  const progress = new Progress(12, () => milliseconds);
  expect(progress.next()).toBe('1 of 12');
  milliseconds += 20_000;
  expect(progress.next()).toBe('2 of 12, 20 s so far, about 4 min left');
  milliseconds += 20_000;
  expect(progress.next()).toBe('3 of 12, 40 s so far, about 3 min left');
});
