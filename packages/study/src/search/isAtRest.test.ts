import { expect, test } from 'vitest';

import { isAtRest } from './isAtRest.ts';

test.each([
  ['a change of a ten-thousandth', { first: 4, before: 0.50005, last: 0.5 }, true],
  ['a greater change', { first: 4, before: 0.5001, last: 0.5 }, false],
  ['a rise', { first: 4, before: 0.5, last: 0.5001 }, false],
  ['a negative loss', { first: 4, before: -0.50005, last: -0.5 }, true],
  ['what has come down to nearly 0 of the start', { first: 4, before: 3e-7, last: 1e-8 }, true],
  ['what is no number', { first: 4, before: Number.NaN, last: 0.5 }, false],
])('%s', (_, losses, is) => {
  expect(isAtRest(losses)).toBe(is);
});
