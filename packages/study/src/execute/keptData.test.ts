import { expect, test } from 'vitest';

import { keptData } from './keptData.ts';

const of = (seed: number, task = 'fruit') => ({ task, seed });

test('a process goes on with the data that it has', () => {
  const data = keptData<string>();
  data.add('first', of(0));
  data.add('first', of(2));
  data.add('second', of(1));
  expect(data.next('first', [of(1), of(3), of(2), of(0)])).toBe(2);
  expect(data.next('second', [of(0), of(3), of(2), of(1)])).toBe(3);
});

test('else it makes data that no process has, and only then those that another has', () => {
  const data = keptData<string>();
  data.add('first', of(0));
  expect(data.next('second', [of(0), of(0), of(1)])).toBe(2);
  expect(data.next('second', [of(0), of(0)])).toBe(0);
  expect(data.next(undefined, [of(5), of(6)])).toBe(0);
});

test('data are those of a task, and gone with their process', () => {
  const data = keptData<string>();
  data.add('first', of(0));
  expect(data.has('first', of(0))).toBe(true);
  expect(data.has('first', of(0, 'linear'))).toBe(false);
  expect(data.has('second', of(0))).toBe(false);
  data.delete('first');
  expect(data.has('first', of(0))).toBe(false);
  expect(data.next('second', [of(1), of(0)])).toBe(0);
});
