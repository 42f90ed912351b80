import { describe, expect, test } from 'vitest';

import fixture from '../../fixtures/statistics.json' with { type: 'json' };
import { studentInterval } from './studentInterval.ts';
import { studentQuantile, studentTwoSided } from './studentT.ts';

// Critical values t(0.975) as printed in tables: W. S. Gosset (Student), Metron 5, 1925.
const TABLE = [
  { values: [-1, 1], t: 12.706 },
  { values: [-1, 0, 1], t: 4.303 },
  { values: [-2, -1, 0, 1, 2], t: 2.776 },
  { values: [-4.5, -3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 4.5], t: 2.262 },
];
/** Standard errors of the samples above, by hand: the root of the sum of squares over n (n − 1). */
const STANDARD_ERRORS = [1, Math.sqrt(2 / 6), Math.sqrt(10 / 20), Math.sqrt(82.5 / 90)];

describe('studentInterval', () => {
  test.each(TABLE.map((row, index) => ({ ...row, error: STANDARD_ERRORS[index] ?? Number.NaN })))(
    'is as wide as the printed t table says, t = $t',
    ({ values, t, error }) => {
      const { mean, low, high } = studentInterval(values, 0.95);
      expect(mean).toBe(0);
      expect(high / error).toBeCloseTo(t, 3);
      expect(low).toBeCloseTo(-high, 12);
    },
  );

  test.each(fixture.paired)('agrees with SciPy: $name', ({ first, second, confidence, mean, low, high }) => {
    const differences = first.map((value, index) => value - (second[index] ?? Number.NaN));
    const interval = studentInterval(differences, confidence);
    expect([interval.mean, interval.low, interval.high]).toBeAllClose([mean, low, high], {
      rtol: 1e-7,
      atol: 1e-12,
    });
  });

  test('has no width when the values have no spread', () => {
    expect(studentInterval([0.5, 0.5, 0.5], 0.95)).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
  });

  test('refuses a single value', () => {
    expect(() => studentInterval([1], 0.95)).toThrow('studentInterval: expected at least 2 values, got 1.');
  });
});

test.each(fixture.studentQuantiles)(
  'the quantile of t agrees with SciPy: $probability with $degreesOfFreedom degrees of freedom',
  ({ probability, degreesOfFreedom, quantile }) => {
    expect([studentQuantile(probability, degreesOfFreedom)]).toBeAllClose([quantile], {
      rtol: 1e-6,
      atol: 0,
    });
    expect([studentTwoSided(-quantile, degreesOfFreedom)]).toBeAllClose([2 * (1 - probability)], {
      rtol: 1e-5,
      atol: 0,
    });
  },
);

test('a t whose square overflows has no probability left', () => {
  expect(studentTwoSided(1e200, 4)).toBe(0);
  expect(studentTwoSided(Number.NEGATIVE_INFINITY, 4)).toBe(0);
});
