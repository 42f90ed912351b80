import { expect, test } from 'vitest';

import {
  decimalsFor,
  formatNumber,
  formatPercent,
  formatProbability,
  formatSeconds,
  formatShort,
} from './formatNumber.ts';

test.each([
  [1.23456, 3, '1.235'],
  [-0.5, 2, '−0.50'],
  [-0.0001, 2, '0.00'],
  [0, 1, '0.0'],
  [123456.789, 3, '123457'],
  [1.5e7, 2, '1.50e+7'],
  [2e-6, 3, '2.00e−6'],
  [null, 3, '–'],
  [Number.NaN, 3, '–'],
  [Number.POSITIVE_INFINITY, 3, '–'],
])('%s with %i decimals is %s', (value, decimals, text) => {
  expect(formatNumber(value, decimals)).toBe(text);
});

test.each([
  [[0.91, 0.88, null], 4],
  [[0.036, 0.05], 4],
  [[0.00036], 6],
  [[5.2, 4.9, 1e9], 3],
  [[1234, 4321], 0],
  [[null], 3],
  [[], 3],
])('a column of %j has %i decimals', (values, decimals) => {
  expect(decimalsFor(values)).toBe(decimals);
});

test('short labels have three significant digits', () => {
  expect([0.03, 0.0001, 123.456, 1e6, -2.5].map(formatShort)).toEqual([
    '0.03',
    '1.0e−4',
    '123',
    '1.0e+6',
    '−2.5',
  ]);
});

test('p values and durations read well', () => {
  expect([0.0499, 0.0004].map(formatProbability)).toEqual(['p = 0.050', 'p < 0.001']);
  expect([0.123, 42, 179.7].map(formatSeconds)).toEqual(['0.12 s', '42 s', '3 min 0 s']);
});

test('percentages are whole where that says enough', () => {
  expect([0, 0.004, 0.2, 0.555, 1, -0.03, 0.00004, 3e-9].map(formatPercent)).toEqual([
    '0 %',
    '0.4 %',
    '20 %',
    '56 %',
    '100 %',
    '−3 %',
    '0.004 %',
    '3.0e−7 %',
  ]);
});
