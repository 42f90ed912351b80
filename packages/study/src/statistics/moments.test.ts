import { expect, test } from 'vitest';

import { meanOf, scaleOf, standardDeviationOf } from './moments.ts';

test('mean and standard deviation of ordinary numbers', () => {
  expect(meanOf([1, 2, 6])).toBe(3);
  expect(standardDeviationOf([1, 2, 6])).toBeCloseTo(Math.sqrt(7), 15);
  expect(standardDeviationOf([5, 5, 5])).toBe(0);
});

test('neither overflows nor vanishes where squares would', () => {
  expect(standardDeviationOf([1e300, 2e300, 6e300])).toBeCloseTo(Math.sqrt(7) * 1e300, -288);
  expect(standardDeviationOf([1e-200, 2e-200, 6e-200]) / 1e-200).toBeCloseTo(Math.sqrt(7), 12);
  expect(meanOf([1.7e308, 1.7e308])).toBe(1.7e308);
});

test('none of nothing', () => {
  expect(meanOf([])).toBeNaN();
  expect(standardDeviationOf([1])).toBeNaN();
});

test('ordinary numbers are not scaled', () => {
  expect([0, 1e-50, 3, 1e99].map(scaleOf)).toEqual([1, 1, 1, 1]);
  expect(scaleOf(1e300)).toBe(1e300);
});
