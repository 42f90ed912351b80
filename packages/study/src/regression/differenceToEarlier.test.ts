import { randomStream } from '@losskit/random';
import { describe, expect, test } from 'vitest';

import fixture from '../../fixtures/across.json' with { type: 'json' };
import { pairedDifference, type SeedValues, unpairedDifference } from './differenceToEarlier.ts';

const FRESH = {
  sampling: 'fresh',
  parts: { train: 400, validation: 0, test: 100 },
  resolution: 0,
} as const;
const COUNTING = { ...FRESH, resolution: 0.01 };
const SPLIT = { ...FRESH, sampling: 'split' } as const;
const ALONE = { comparisons: 1, confidence: 0.95 };

function of(values: readonly number[], task: SeedValues['task'] = FRESH): SeedValues {
  return { values, task };
}

test.each(fixture.differences)('is what SciPy has: $name', ({ paired, now, before, level, ...expected }) => {
  // A family of one at that level, and one at 0.05 of as many as it was divided by.
  for (const family of [
    { comparisons: 1, confidence: 1 - level },
    { comparisons: 0.05 / level, confidence: 0.95 },
  ]) {
    const { low, high, pValue } = (paired ? pairedDifference : unpairedDifference)(
      of(now),
      of(before),
      family,
    );
    expect([low, high]).toBeAllClose([expected.low, expected.high], { rtol: 1e-6, atol: 1e-12 });
    expect(pValue).toBeCloseTo(Math.min(1, family.comparisons * expected.pValue), 8);
  }
});

describe.each([
  ['paired', pairedDifference],
  ['unpaired', unpairedDifference],
] as const)('%s', (_, difference) => {
  test('identical values differ by nothing', () => {
    const values = [0.3, 0.1, 0.7];
    const { mean, low, high, pValue } = difference(of(values), of(values), ALONE);
    expect(mean).toBe(0);
    expect(low).toBeLessThanOrEqual(0);
    expect(high).toBeGreaterThanOrEqual(0);
    expect(pValue).toBeCloseTo(1, 12);
    expect(difference(of([0.3, 0.3]), of([0.3, 0.3]), ALONE)).toMatchObject({ mean: 0, pValue: 1 });
  });

  test('the same difference every time is certain only after many seeds', () => {
    const differ = (seeds: number) =>
      difference(of(new Array(seeds).fill(Math.PI)), of(new Array(seeds).fill(Math.E)), ALONE);
    expect(differ(5)).toMatchObject({ low: 0, pValue: 1 / 16 });
    expect(differ(6)).toMatchObject({ pValue: 1 / 32 });
    expect(differ(6).low).toBeCloseTo(Math.PI - Math.E, 12);
  });

  test('one picture of a hundred less every time is not certain after five seeds', () => {
    const now = [0.9, 0.91, 0.92, 0.9, 0.88];
    const { low, high } = difference(
      of(now, COUNTING),
      of(
        now.map((value) => value + 0.01),
        COUNTING,
      ),
      ALONE,
    );
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });

  test('the interval allows for data that overlap', () => {
    const now = [3.1013, 3.3002, 3.2077, 3.5041];
    const before = [1.2011, 1.1036, 1.4009, 1.2502];
    const width = (task: SeedValues['task']) => {
      const { low, high } = difference(of(now, task), of(before, task), ALONE);
      return high - low;
    };
    // √(V(split) / V(fresh)) with V = 1/4 + 100/400 and 1/4.
    expect(width(SPLIT) / width(FRESH)).toBeCloseTo(Math.SQRT2, 9);
  });

  test('numbers whose squares overflow have finite intervals', () => {
    const { mean, low, high, pValue } = difference(
      of([1e300, 3e300, 2e300]),
      of([4e300, 4e300, 5e300]),
      ALONE,
    );
    expect([mean, low, high, pValue].every(Number.isFinite)).toBe(true);
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
  });

  test('the intervals of ten differences are all right in 95 of 100 comparisons', () => {
    const family = { comparisons: 10, confidence: 0.95 };
    let wrong = 0;
    for (let repetition = 0; repetition < 400; repetition++) {
      const random = randomStream(repetition, 'differences');
      const draw = () => of(Array.from({ length: 6 }, () => random.normal()));
      const intervals = Array.from({ length: 10 }, () => difference(draw(), draw(), family));
      if (intervals.some(({ low, high }) => low > 0 || high < 0)) wrong += 1;
    }
    // 20 of 400 and two standard errors.
    expect(wrong).toBeLessThanOrEqual(29);
    expect(wrong).toBeGreaterThan(5);
  });
});
