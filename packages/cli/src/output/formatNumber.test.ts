import { expect, test } from 'vitest';

import { formatDifference, formatEstimate, formatNumber, formatRange } from './formatNumber.ts';

test.each([
  [1.5, '1.500'],
  [-0.000123456, '-0.0001235'],
  [123_456.7, '123457'],
  [1_234_567, '1.235e+6'],
  [0, '0.000'],
  [1e-9, '1.000e-9'],
  [null, '–'],
] as const)('%s is shown as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test.each([
  [0.25, 0.75, '0.25…0.75'],
  [0.9512, 0.9967, '0.951…0.997'],
  [-0.0001, 0.25, '0.00…0.25'],
  [1200, 1300, '1200…1300'],
  [12, 9000, '12…9000'],
  [0.1, 0.1, '0.10…0.10'],
  [-1.2e-9, 3.4e-9, '-1.2e-9…3.4e-9'],
  [1e6, 3e7, '1.0e+6…3.0e+7'],
])('the range %s … %s is shown as %s', (low, high, text) => {
  expect(formatRange(low, high)).toBe(text);
});

test.each([
  [1.5, 1, 2, '1.500 ±0.50'],
  [0.98, 0.91, 0.99, '0.9800 (0.910…0.990)'],
  [1.0049, 0, 2, '1.005 ±1.0'],
  [1, null, null, '1.000'],
  [null, null, null, '–'],
  [1, 1, 1, '1.000 ±0.0'],
] as const)('the mean %s of %s … %s is shown as %s', (mean, low, high, text) => {
  expect(formatEstimate({ mean, low, high })).toBe(text);
});

test('a difference has its sign, and the decimals of its range', () => {
  const shown = (mean: number, low: number, high: number) =>
    formatDifference({ mean, low, high, pValue: 0.5 });
  expect(shown(0.5, 0.25, 0.75)).toBe('+0.50 (0.25…0.75)');
  expect(shown(-0.012345, -0.02, -0.004)).toBe('-0.0123 (-0.0200…-0.0040)');
  expect(shown(0.001, -0.25, 0.25)).toBe('+0.00 (-0.25…0.25)');
  expect(shown(0, 0, 0)).toBe('0.0 (0.0…0.0)');
  expect(formatDifference(null)).toBe('');
});
