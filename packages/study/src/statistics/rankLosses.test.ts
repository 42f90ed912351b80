import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type Ranking, rankLosses, type UnrankedLoss } from './rankLosses.ts';

const LOWER: Ranking = { metric: 'rmse', higherIsBetter: false, confidence: 0.95 };
const HIGHER: Ranking = { metric: 'accuracy', higherIsBetter: true, confidence: 0.95 };

function lossWith(loss: string, metric: string, values: readonly (number | null)[]): UnrankedLoss {
  return { loss, learningRate: 0.01, search: [], values: { [metric]: values } };
}

function rank(losses: Readonly<Record<string, readonly (number | null)[]>>, ranking = LOWER) {
  const unranked = Object.entries(losses).map(([loss, values]) => lossWith(loss, ranking.metric, values));
  return rankLosses(unranked, ranking);
}

describe('rankLosses', () => {
  test('cannot tell a loss from itself: not distinguishable with p = 1, in the order given', () => {
    const [first, second] = rank({ a: [1, 2, 3], again: [1, 2, 3] });
    expect([first?.loss, second?.loss]).toEqual(['a', 'again']);
    expect(first).toMatchObject({ rank: 1, verdict: 'best', difference: null });
    expect(second).toMatchObject({
      rank: 2,
      verdict: 'not distinguishable',
      difference: { mean: 0, low: 0, high: 0, pValue: 1 },
    });
    expect(rank({ again: [1, 2, 3], a: [1, 2, 3] }).map(({ loss }) => loss)).toEqual(['again', 'a']);
  });

  test('tells a sabotaged loss from the honest one, whatever the order', () => {
    const sabotaged = [2.1, 2.2, 2, 2.1, 2.3];
    const honest = [1.1, 1, 1.2, 1.1, 1];
    for (const results of [rank({ sabotaged, honest }), rank({ honest, sabotaged })]) {
      expect(results.map(({ loss, verdict }) => [loss, verdict])).toEqual([
        ['honest', 'best'],
        ['sabotaged', 'worse'],
      ]);
      expect(results[1]?.difference?.low).toBeGreaterThan(0);
      expect(results[1]?.explanation).toBe('Worse than the best, beyond chance (p = below 0.001).');
    }
  });

  test('puts the highest first where higher is better', () => {
    const results = rank({ low: [0.5, 0.52, 0.49], high: [0.9, 0.91, 0.92] }, HIGHER);
    expect(results.map(({ loss, rank: place }) => [loss, place])).toEqual([
      ['high', 1],
      ['low', 2],
    ]);
    expect(results[1]?.difference?.high).toBeLessThan(0);
  });

  test('says of one seed that it has no interval and tells nothing', () => {
    const [best, other] = rank({ a: [1], b: [5] });
    expect(best?.metrics.rmse).toEqual({ mean: 1, low: null, high: null, values: [1] });
    expect(other).toMatchObject({ verdict: 'not distinguishable', difference: null });
    expect(other?.explanation).toBe(
      'Not distinguishable from the best: fewer than two seeds finished with both.',
    );
  });

  test('puts a loss that diverged in some seeds behind those that always finished', () => {
    const [best, shaky] = rank({ shaky: [0.1, null, 0.1], steady: [3, 3.1, 3.2] });
    expect(best?.loss).toBe('steady');
    expect(shaky?.metrics.rmse).toMatchObject({ mean: 0.1, values: [0.1, null, 0.1] });
    expect(shaky?.explanation).toContain('Training diverged in 1 of 3 seeds.');
  });

  test('says diverged of a loss that never finished, and keeps such losses last', () => {
    const results = rank({ broken: [null, null], poor: [9, 8], good: [1, 2] });
    expect(results.map(({ loss, verdict }) => [loss, verdict])).toEqual([
      ['good', 'best'],
      ['poor', expect.any(String)],
      ['broken', 'diverged'],
    ]);
    expect(results[2]).toMatchObject({ difference: null, metrics: { rmse: { mean: null } } });
    expect(rank({ broken: [null], worse: [null] }).map(({ verdict }) => verdict)).toEqual([
      'diverged',
      'diverged',
    ]);
  });

  test('gives an interval that excludes 0 exactly if the loss is told from the best', () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
    const losses = fc.array(fc.record({ values, shift: fc.integer({ min: 0, max: 6 }) }), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(losses, (drawn) => {
        const results = rankLosses(
          drawn.map((one, index) =>
            lossWith(
              String(index),
              'rmse',
              one.values.map((value) => value + one.shift),
            ),
          ),
          LOWER,
        );
        for (const { difference, verdict } of results.slice(1)) {
          const { low = Number.NaN, high = Number.NaN } = difference ?? {};
          // Differences without spread have an interval without width, and too little to tell by.
          if (low !== high) expect(low > 0 || high < 0).toBe(verdict === 'worse');
        }
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  test('does not take equal differences in a few seeds for certainty', () => {
    const results = rankLosses([lossWith('a', 'rmse', [1, 2]), lossWith('b', 'rmse', [2, 3])], LOWER);
    expect(results[1]).toMatchObject({ verdict: 'not distinguishable', difference: { pValue: 0.5 } });
  });

  test('ranks nothing when there is nothing', () => {
    expect(rankLosses([], LOWER)).toEqual([]);
  });
});
