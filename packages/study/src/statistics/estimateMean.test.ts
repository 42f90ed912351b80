import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import fixture from '../../fixtures/statistics.json' with { type: 'json' };
import { estimateMean } from './estimateMean.ts';

const FRESH = { confidence: 0.95, variance: (seeds: number) => 1 / seeds, bounds: undefined };

describe('estimateMean', () => {
  test.each(fixture.boundedMeans)('agrees with NumPy on the scale without bounds: $name', (example) => {
    const { values, bounds, confidence, low, high } = example;
    const [lowest, highest] = bounds;
    const estimate = estimateMean(values, {
      ...FRESH,
      confidence,
      bounds: [lowest ?? Number.NEGATIVE_INFINITY, highest ?? Number.POSITIVE_INFINITY],
    });
    expect([estimate.low, estimate.high]).toBeAllClose([low, high], { rtol: 1e-6, atol: 0 });
  });

  test('is Student’s interval for a metric without bounds', () => {
    // t(0.975) with 4 degrees of freedom is 2.776.
    const { mean, median, low, high } = estimateMean([1, 2, 3, 4, 10], FRESH);
    expect([mean, median]).toEqual([4, 3]);
    const half = 2.7764451 * Math.sqrt(12.5 / 5);
    expect([low, high]).toBeAllClose([4 - half, 4 + half], { rtol: 1e-6, atol: 0 });
  });

  test('stays within the bounds, around the mean', () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 });
    const bounds = fc.constantFrom<[number, number]>(
      [0, 1],
      [0, Number.POSITIVE_INFINITY],
      [Number.NEGATIVE_INFINITY, 1],
      [-1, 3],
    );
    fc.assert(
      fc.property(values, bounds, (drawn, [lowest, highest]) => {
        const { mean, low, high } = estimateMean(drawn, { ...FRESH, bounds: [lowest, highest] });
        const [center, from, to] = [mean ?? Number.NaN, low ?? Number.NaN, high ?? Number.NaN];
        expect(from).toBeGreaterThanOrEqual(lowest);
        expect(to).toBeLessThanOrEqual(highest);
        expect(from).toBeLessThanOrEqual(center + 1e-12);
        expect(to).toBeGreaterThanOrEqual(center - 1e-12);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  test('has no width where all values are at a bound', () => {
    expect(estimateMean([1, 1, 1], { ...FRESH, bounds: [0, 1] })).toMatchObject({ mean: 1, low: 1, high: 1 });
    expect(estimateMean([0, 0], { ...FRESH, bounds: [0, Number.POSITIVE_INFINITY] })).toMatchObject({
      low: 0,
      high: 0,
    });
  });

  test('is wider where the seeds share data, and where rows are a source of chance', () => {
    const width = (options: Partial<Parameters<typeof estimateMean>[1]>) => {
      const { low, high } = estimateMean([1, 2, 4], { ...FRESH, ...options });
      return (high ?? 0) - (low ?? 0);
    };
    expect(width({ variance: (seeds) => 1 / seeds + 1 }) / width({})).toBeCloseTo(2, 12);
    const error = Math.sqrt(7 / 9);
    expect(width({ rowError: error }) / width({})).toBeCloseTo(Math.SQRT2, 12);
  });

  test('leaves out seeds without a value, and says nothing of chance by one', () => {
    expect(estimateMean([null, 3, null], FRESH)).toEqual({
      mean: 3,
      median: 3,
      low: null,
      high: null,
      values: [null, 3, null],
    });
    expect(estimateMean([null], FRESH)).toMatchObject({ mean: null, median: null, low: null });
    expect(estimateMean([1, null, 4], FRESH)).toMatchObject({ mean: 2.5, median: 2.5 });
  });

  test('of huge values is finite', () => {
    const { low, high } = estimateMean([1e300, 3e300], { ...FRESH, bounds: [0, Number.POSITIVE_INFINITY] });
    expect([low, high].every((end) => Number.isFinite(end))).toBe(true);
  });
});
