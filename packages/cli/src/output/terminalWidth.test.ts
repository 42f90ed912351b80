import { expect, test } from 'vitest';

import { terminalWidth } from './terminalWidth.ts';

test.each([
  [{ columns: 80 }, 80],
  [{ columns: 0 }, Number.POSITIVE_INFINITY],
  [{}, Number.POSITIVE_INFINITY],
])('of a stream with %j it is %d', (stream, width) => {
  expect(terminalWidth(stream)).toBe(width);
});
