import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { withLoadingBar } from './withLoadingBar.ts';

let now = 0;
const lines: string[] = [];
const wasTerminal = process.stderr.isTTY;

beforeEach(() => {
  now = 0;
  lines.length = 0;
  process.stderr.isTTY = false;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.stderr.isTTY = wasTerminal;
});

/** Reads `total` pictures of `milliseconds` each. */
const read = (total: number, milliseconds: number) =>
  withLoadingBar('pictures', async (onProgress) => {
    for (let done = 1; done <= total; done++) {
      now += milliseconds;
      onProgress(done, total);
    }
    return 'read';
  });

test('what takes at most two seconds says nothing', async () => {
  expect(await read(40, 50)).toBe('read');
  expect(lines).toEqual([]);
});

test('after two seconds a line per tenth', async () => {
  await read(100, 50);
  expect(lines).toEqual([41, 50, 60, 70, 80, 90, 100].map((done) => `Read ${done} of 100 pictures\n`));
});

test('an error passes through', async () => {
  await expect(withLoadingBar('pictures', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
