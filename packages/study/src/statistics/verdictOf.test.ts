import { expect, test } from 'vitest';

import { baselineVerdictOf, verdictOf } from './verdictOf.ts';

test.each([
  [1.1, 2, 'worse'],
  [1, 2, 'slightly worse'],
  [0.1, 0.5, 'slightly worse'],
  [0, 1, 'as good'],
  [-3, 1, 'as good'],
  [0, 1.1, 'undecided'],
  [-3, 1.1, 'undecided'],
])('a loss that is %f to %f behind, with a margin of 1, is %s', (low, high, verdict) => {
  expect(verdictOf({ low, high }, 1)).toBe(verdict);
});

test('without a margin only what is no worse at all is as good', () => {
  expect(verdictOf({ low: 0, high: 0 }, 0)).toBe('as good');
  expect(verdictOf({ low: 1e-9, high: 1 }, 0)).toBe('worse');
  expect(verdictOf({ low: -1, high: 1e-9 }, 0)).toBe('undecided');
});

test.each([
  [-3, -0.5, 'better'],
  [-1, -0.5, 'as good'],
  [-1, 1, 'as good'],
  [0.5, 3, 'worse'],
  [-0.5, 3, 'undecided'],
  [-3, 0, 'undecided'],
])('a loss that is %f to %f worse than the baseline, with a margin of 1, is %s', (low, high, verdict) => {
  expect(baselineVerdictOf({ low, high }, 1)).toBe(verdict);
});
