import { randomStream } from '@losskit/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import fixture from '../../fixtures/statistics.json' with { type: 'json' };
import { compareWithBest } from './compareWithBest.ts';
import { pairedGap, type Sample, standardErrorOf } from './pairedGap.ts';

function sample(values: readonly number[], withoutRows: readonly number[] = []): Sample {
  return { values: Float64Array.from(values), withoutRows: Float64Array.from(withoutRows) };
}

function compare(losses: readonly (readonly number[])[], resolution = 0, level = 0.05) {
  const seeds = losses[0]?.length ?? 0;
  return compareWithBest(
    losses.map((values) => sample(values)),
    { seeds, variance: 1 / seeds, resolution },
    level,
  );
}

/** Errors of so many of 150 pictures. */
const wrong = (...counts: readonly number[]) => counts.map((count) => count / 150);

describe('compareWithBest', () => {
  test.each(fixture.paired)('of two losses is the paired t test of SciPy: $name', (example) => {
    const { first, second, confidence, mean, low, high, pValue } = example;
    const { best, gaps } = compare([first, second], 0, 1 - confidence);
    const [sign, worse] = mean > 0 ? [1, gaps[0]] : [-1, gaps[1]];
    expect(best).toBe(mean > 0 ? 1 : 0);
    const ends = [sign * low, sign * high].sort((a, b) => a - b);
    expect([worse?.gap.mean, ...[worse?.low, worse?.high]]).toBeAllClose([Math.abs(mean), ...ends], {
      rtol: 1e-6,
      atol: 1e-9,
    });
    expect([worse?.pValue]).toBeAllClose([pValue], { rtol: 1e-5, atol: 1e-12 });
  });

  test('picks the loss with the least mean, the first of equals', () => {
    expect(
      compare([
        [3, 3],
        [1, 2],
        [2, 1],
      ]).best,
    ).toBe(1);
  });

  test('cannot tell a loss from itself', () => {
    const { gaps } = compare([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(gaps[1]).toMatchObject({ gap: { mean: 0, spread: 0 }, low: 0, high: 0, pValue: 1 });
  });

  test('does not tell one picture less in each of five seeds, whatever the floating-point dust', () => {
    const less = compare([wrong(15, 14, 13, 17, 16), wrong(16, 15, 14, 18, 17)], 1 / 150).gaps[1];
    expect(less?.low).toBeLessThan(0);
    expect(less?.pValue).toBeGreaterThan(0.05);
  });

  test('tells a hundred pictures less in each of five seeds', () => {
    const less = compare([wrong(0, 0, 0, 0, 0), wrong(100, 100, 100, 100, 100)], 1 / 150).gaps[1];
    expect(less?.low).toBeGreaterThan(0.6);
    expect(less?.pValue).toBeLessThan(0.001);
  });

  test('flips the signs of continuous differences without spread', () => {
    // 2 / 2⁵ of each of the comparisons.
    const undecided = compare([
      [1, 2, 3, 4, 5],
      [2, 3, 4, 5, 6],
      [9, 1, 5, 7, 3],
    ]).gaps[1];
    expect(undecided).toMatchObject({ pValue: 0.125, low: 0, high: 2 });
    const ten = Array.from({ length: 10 }, (_, seed) => Math.sin(seed));
    const told = compare([ten, ten.map((value) => value + 0.5)]).gaps[1];
    expect(told?.pValue).toBe(2 ** -9);
    expect([told?.low, told?.high]).toBeAllClose([0.5, 0.5], { rtol: 1e-12, atol: 0 });
  });

  test('a gap within rounding is none, and one beside huge values of other losses is one', () => {
    expect(
      compare([
        [0.1 + 0.2, 0.3],
        [0.3, 0.1 + 0.2],
      ]).gaps[1]?.pValue,
    ).toBe(1);
    const { gaps } = compare([
      [1, 1.1, 1.2, 1, 1.1],
      [5, 5.1, 5, 5.2, 5.1],
      [1e30, 1e30, 1e30, 1e30, 2e30],
    ]);
    expect(gaps[1]?.low).toBeGreaterThan(0);
  });

  test('is the same for values whose squares overflow or vanish', () => {
    const losses = [
      [1, 2, 4, 3, 2],
      [2, 2.5, 4.5, 4, 3],
      [9, 8, 9, 7, 8],
    ];
    const plain = compare(losses);
    for (const scale of [2 ** 1000, 2 ** -1000]) {
      const scaled = compare(losses.map((values) => values.map((value) => value * scale)));
      expect(scaled.gaps.map(({ pValue }) => pValue)).toEqual(plain.gaps.map(({ pValue }) => pValue));
      expect(scaled.gaps.map(({ low }) => low / scale)).toBeAllClose(
        plain.gaps.map(({ low }) => low),
        { rtol: 1e-12, atol: 1e-12 },
      );
    }
  });

  test('gives a range that excludes 0 exactly where the p value is at most the level', () => {
    const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 4, maxLength: 4 });
    const losses = fc.array(fc.record({ values, shift: fc.integer({ min: 0, max: 200 }) }), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(losses, fc.constantFrom(0, 1), (drawn, resolution) => {
        const { gaps } = compare(
          drawn.map((one) => one.values.map((value) => value + one.shift)),
          resolution,
        );
        for (const { low, high, pValue, gap } of gaps) {
          expect(low > 0).toBe(pValue <= 0.05);
          expect(gap.mean).toBeGreaterThanOrEqual(low);
          expect(gap.mean).toBeLessThanOrEqual(high);
        }
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  test('gaps don’t depend on the order of the losses or on what all of them share', () => {
    const random = randomStream(3, 'losses');
    const losses = Array.from({ length: 5 }, () => Array.from({ length: 6 }, () => random.normal()));
    const forwards = compare(losses).gaps.map(({ pValue }) => pValue);
    const backwards = compare(losses.toReversed()).gaps.map(({ pValue }) => pValue);
    expect(backwards).toEqual(forwards.toReversed());
    const shifted = compare(losses.map((values) => values.map((value, seed) => value + seed ** 2)));
    expect(shifted.gaps.map(({ pValue }) => pValue)).toBeAllClose(forwards, { rtol: 1e-3, atol: 1e-3 });
  });
});

describe('standardErrorOf', () => {
  const gap = { mean: 1, spread: 0.3, rowError: 0, isZero: false };

  test('is the spread over the seeds, and larger where their data overlap', () => {
    expect(standardErrorOf(gap, { seeds: 9, variance: 1 / 9, resolution: 0 })).toBeCloseTo(0.1, 12);
    const overlapping = { seeds: 9, variance: 1 / 9 + 1 / 3, resolution: 0 };
    expect(standardErrorOf(gap, overlapping)).toBeCloseTo(0.3 * Math.sqrt(4 / 9), 12);
  });

  test('has the resolution of the metric', () => {
    const chance = { seeds: 4, variance: 1 / 4, resolution: 0.1 };
    expect(standardErrorOf(gap, chance)).toBeCloseTo(Math.sqrt((0.09 + 0.01 / 6) / 4), 12);
    expect(standardErrorOf({ ...gap, spread: 0 }, chance)).toBeCloseTo(0.05, 12);
  });

  test('has the rows of a test part that all seeds share', () => {
    // Of seven rows, leaving out each one: the error of the mean of their differences.
    const rows = [0, 1, 0, 0, 1, 1, 0];
    const sum = rows.reduce((total, row) => total + row, 0);
    const without = rows.map((row) => (sum - row) / 6);
    const { rowError } = pairedGap(
      sample([1, 2], without),
      sample(
        [0, 1],
        rows.map(() => 0.5),
      ),
    );
    const mean = sum / 7;
    const variance = rows.reduce((total, row) => total + (row - mean) ** 2, 0) / 6;
    expect(rowError).toBeCloseTo(Math.sqrt(variance / 7), 12);
    // Also where only the other hangs on them.
    expect(pairedGap(sample([1, 2]), sample([0, 1], without)).rowError).toBeCloseTo(rowError, 12);
  });
});
