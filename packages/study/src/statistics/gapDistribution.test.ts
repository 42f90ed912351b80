import { describe, expect, test } from 'vitest';

import fixture from '../../fixtures/statistics.json' with { type: 'json' };
import { gapDistribution } from './gapDistribution.ts';

const OWN_DRAWS = 50_000;

describe('gapDistribution', () => {
  const cases = fixture.largestGaps.flatMap(({ losses, seeds, draws, quantiles }) =>
    quantiles.map(({ level, gap }) => ({ losses, seeds, draws, level, gap })),
  );
  test.each(cases)(
    'agrees with a simulation of the definition in NumPy: $losses losses, $seeds seeds, level $level',
    ({ losses, seeds, draws, level, gap }) => {
      const error = Math.sqrt(level * (1 - level) * (1 / OWN_DRAWS + 1 / draws));
      expect(Math.abs(gapDistribution(losses, seeds).pValue(gap) - level)).toBeLessThan(4 * error);
    },
  );

  test.each(fixture.studentQuantiles.filter(({ probability }) => probability === 0.975))(
    'is Student’s t for two losses: $degreesOfFreedom degrees of freedom',
    ({ degreesOfFreedom, quantile }) => {
      const two = gapDistribution(2, degreesOfFreedom + 1);
      expect([two.criticalValue(0.05)]).toBeAllClose([quantile], { rtol: 1e-6, atol: 0 });
      expect([two.pValue(quantile)]).toBeAllClose([0.05], { rtol: 1e-5, atol: 0 });
    },
  );

  // Of a simulation with 20,000 draws that was made independently.
  test.each([
    [3, [4.25, 13.97, 24.26, 50.85]],
    [5, [2.76, 5.86, 8.26, 12.56]],
    [10, [2.26, 3.89, 4.87, 6.32]],
    [20, [2.09, 3.35, 4.01, 4.86]],
  ])('critical values at 0.05 of 2, 7, 15 and 44 losses over %d seeds', (seeds, values) => {
    const own = [2, 7, 15, 44].map((losses) => gapDistribution(losses, seeds).criticalValue(0.05));
    expect(own).toBeAllClose(values, { rtol: 0.02, atol: 0 });
  });

  test('a gap passes the critical value exactly where its p value is at most the level', () => {
    const distribution = gapDistribution(7, 5);
    for (const level of [0.05, 0.04, 0.025, 0.015, 0.01]) {
      const critical = distribution.criticalValue(level);
      expect(distribution.pValue(critical * (1 + 1e-12))).toBeLessThanOrEqual(level);
      expect(distribution.pValue(critical)).toBeGreaterThan(level);
    }
  });

  test('gaps of more losses are larger, of more seeds smaller', () => {
    const critical = (losses: number, seeds: number) => gapDistribution(losses, seeds).criticalValue(0.05);
    expect(critical(3, 10)).toBeGreaterThan(critical(2, 10));
    expect(critical(4, 10)).toBeGreaterThan(critical(3, 10));
    expect(critical(4, 10)).toBeGreaterThan(critical(4, 20));
    expect(critical(4, 20)).toBeGreaterThan(critical(4, Number.POSITIVE_INFINITY));
  });

  test('of two losses with known deviations it is the normal distribution', () => {
    expect(gapDistribution(2, Number.POSITIVE_INFINITY).criticalValue(0.05)).toBeCloseTo(1.959964, 4);
  });

  test('a gap beyond all draws still has a p value', () => {
    expect(gapDistribution(3, 5).pValue(1e9)).toBe(1 / (OWN_DRAWS + 1));
    expect(gapDistribution(3, 5).pValue(0)).toBe(1);
  });
});
