import { expect, test } from 'vitest';

import { formatProbability, formatUpperBound, formatValue } from './formatValue.ts';

test.each([
  [0, '0'],
  [1.0249, '1.02'],
  [-0.001234, '-0.00123'],
  [54821.4, '54821'],
  [123.4, '123'],
  [1e7, '1.00e+7'],
  [0.00001234, '1.23e-5'],
])('%f is %s', (value, text) => {
  expect(formatValue(value)).toBe(text);
});

test('a bound is rounded up, so that it holds as it is printed', () => {
  expect([0.0131, 0.013, 12.01, 990.1, 0].map(formatUpperBound)).toEqual([
    '0.014',
    '0.013',
    '13',
    '1000',
    '0',
  ]);
});

test('p values have three decimals', () => {
  expect([0.0004, 0.05, 1].map(formatProbability)).toEqual(['p < 0.001', 'p = 0.050', 'p = 1.000']);
});
