import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { terminalWidth } from './terminalWidth.ts';

beforeEach(() => vi.stubEnv('COLUMNS', undefined));
afterEach(() => vi.unstubAllEnvs());

test.each([
  [{ columns: 80 }, 80],
  [{ columns: 0 }, Number.POSITIVE_INFINITY],
  [{}, Number.POSITIVE_INFINITY],
])('of a stream with %j it is %d', (stream, width) => {
  expect(terminalWidth(stream)).toBe(width);
});

test.each([
  ['60', 60],
  ['0', 80],
  ['wide', 80],
  ['', 80],
])('COLUMNS=%s decides where it is a number of columns', (columns, width) => {
  vi.stubEnv('COLUMNS', columns);
  expect(terminalWidth({ columns: 80 })).toBe(width);
});
