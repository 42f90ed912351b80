import { describe, expect, test } from 'vitest';

import { bestReference } from './compareWithBest.ts';
import { looksOf } from './looksOf.ts';
import { gapInterval } from './pairedGap.ts';
import { seedsToTell } from './seedsToTell.ts';
import { verdictOf } from './verdictOf.ts';

const GAP = { mean: 0.5, spread: 1, rowError: 0, isZero: false };
const UNDECIDED = {
  gap: GAP,
  losses: 2,
  seeds: 5,
  resolution: 0,
  margin: 0.1,
  confidence: 0.95,
  variance: (seeds: number) => 1 / seeds,
};

describe('seedsToTell', () => {
  test('is the first number of seeds at which the verdict is known', () => {
    const needed = seedsToTell(UNDECIDED) ?? 0;
    const isDecided = (seeds: number) => {
      const level = looksOf(seeds).at(-1)?.level ?? 0;
      const chance = { seeds, variance: 1 / seeds, resolution: 0 };
      return verdictOf(gapInterval(GAP, chance, bestReference(2, seeds, level)), 0.1) !== 'undecided';
    };
    // 0.5 − t / √n passes 0 soon after t² / 0.25 seeds, with t around 2.2.
    expect(needed).toBe(20);
    expect(isDecided(needed)).toBe(true);
    expect(isDecided(needed - 1)).toBe(false);
  });

  test('is more for smaller differences and more losses', () => {
    const base = seedsToTell(UNDECIDED) ?? 0;
    expect(seedsToTell({ ...UNDECIDED, gap: { ...GAP, mean: 0.2 } })).toBeGreaterThan(base);
    expect(seedsToTell({ ...UNDECIDED, losses: 7 })).toBeGreaterThan(base);
  });

  test('is also for showing that a loss is as good', () => {
    expect(seedsToTell({ ...UNDECIDED, gap: { ...GAP, mean: 0 } })).toBe(500);
  });

  test('is nothing where the seeds share data: more of them cannot tell', () => {
    expect(seedsToTell({ ...UNDECIDED, variance: (seeds) => 1 / seeds + 1 / 3 })).toBeNull();
    expect(seedsToTell({ ...UNDECIDED, gap: { ...GAP, rowError: 0.4 } })).toBeNull();
    const little = { ...UNDECIDED, variance: (seeds: number) => 1 / seeds + 0.01 };
    expect(seedsToTell(little)).toBeGreaterThan(seedsToTell(UNDECIDED) ?? 0);
  });

  test('is nothing for a difference that is the margin itself', () => {
    expect(seedsToTell({ ...UNDECIDED, gap: { ...GAP, mean: 0.001 }, margin: 0.001 })).toBeNull();
  });

  test('is by flips of signs where differences have no spread', () => {
    // 6 · 2¹⁻ⁿ is at most 0.05 from 8 seeds on.
    expect(seedsToTell({ ...UNDECIDED, gap: { ...GAP, spread: 0 }, losses: 7 })).toBe(8);
  });
});
