import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { nextRate } from './nextRate.ts';
import { type SearchSpace, searchLearningRate } from './searchLearningRate.ts';
import { spacedRates } from './spacedRates.ts';

const SEEDS = [10, 11, 12, 13, 14];
const SPACE: SearchSpace = {
  losses: ['mse'],
  learningRates: [0.01, 0.03, 0.1],
  seeds: SEEDS,
  higherIsBetter: false,
  isAdmissible: () => true,
};

/** Searches a score that depends on the rate alone, with all runs that it took. */
async function search(
  score: (learningRate: number, seed: number, loss: string) => number | null,
  changes: Partial<SearchSpace> = {},
) {
  const runs: [loss: string, learningRate: number, seed: number][] = [];
  const found = await searchLearningRate({ ...SPACE, ...changes }, async (loss, learningRate, seed) => {
    runs.push([loss, learningRate, seed]);
    return score(learningRate, seed, loss);
  });
  return { ...found, runs };
}

/** Squared decades from the best rate. */
const bowl = (best: number) => (rate: number) => Math.log10(rate / best) ** 2;

describe('searchLearningRate', () => {
  test('tries all on two seeds and the best two on five, no candidate twice on a seed', async () => {
    const { chosen, search: found, runs } = await search(bowl(0.03));
    expect(chosen).toEqual({ loss: 'mse', learningRate: 0.03, score: 0, scores: [0, 0, 0, 0, 0] });
    expect(found.candidates.map(({ scores }) => scores.length)).toEqual([5, 5, 2]);
    expect(runs).toHaveLength(2 * 3 + 2 * 3);
    expect(new Set(runs.map(String)).size).toBe(runs.length);
    expect(found.atEdge).toBe(false);
  });

  test.each([
    [1, [0.01, 0.03, 0.1, 0.3, 1, 3]],
    [0.001, [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1]],
  ])('widens the list at its edge to find %d', async (best, rates) => {
    const { chosen, search: found } = await search(bowl(best));
    expect(chosen.learningRate).toBe(best);
    expect(found.candidates.map(({ learningRate }) => learningRate)).toEqual(rates);
  });

  test('gives up after four widenings, and says that it stands at the edge', async () => {
    const { chosen, search: found } = await search(bowl(1e6));
    expect(chosen.learningRate).toBe(10);
    expect(found.atEdge).toBe(true);
  });

  test('goes no further than what is admissible', async () => {
    const { chosen, search: found } = await search(bowl(1e-6), { isAdmissible: (rate) => rate >= 0.003 });
    expect(chosen.learningRate).toBe(0.003);
    expect(found.candidates).toHaveLength(4);
  });

  test('does not widen where all rates are the same, and takes the lowest', async () => {
    const { chosen, runs } = await search(() => 7);
    expect(chosen.learningRate).toBe(0.01);
    expect(runs).toHaveLength(6);
    // The mean is the same, the seeds are not: that is chance, and five seeds are to tell.
    const alike = await search((rate, seed) => (rate === 0.03 && seed < 12 ? 6 + 2 * (seed % 2) : 7));
    expect(alike.runs).toHaveLength(12);
  });

  test('never chooses a rate at which a run has no score, unless all are so', async () => {
    const { chosen, search: found } = await search((rate) => (rate > 0.02 ? null : 5));
    expect(chosen.learningRate).toBe(0.01);
    expect(found.failedShare).toBeCloseTo(4 / 14, 12);
    const none = await search(() => null);
    expect(none.chosen).toMatchObject({ learningRate: 0.01, score: null });
    expect(none.search).toMatchObject({ failedShare: 1, range: [0.01, 0.01], decades: 0, atEdge: false });
  });

  test('does not take a rate that is best on the first two seeds and worse on all five', async () => {
    const { chosen } = await search((rate, seed) => (rate === 0.03 && seed >= 12 ? 9 : bowl(0.03)(rate)));
    expect(chosen.learningRate).not.toBe(0.03);
  });

  test('finds the best of options and rates together, where higher is better', async () => {
    const { chosen, search: found } = await search(
      (rate, _seed, loss) => (loss === 'huber:delta=0.2' ? 1 : 0) - bowl(0.1)(rate),
      { losses: ['huber', 'huber:delta=0.2'], learningRates: [0.03, 0.1, 0.3], higherIsBetter: true },
    );
    expect(chosen).toMatchObject({ loss: 'huber:delta=0.2', learningRate: 0.1, score: 1 });
    expect(found.candidates.map(({ loss, learningRate }) => [loss, learningRate])).toEqual([
      ['huber', 0.03],
      ['huber', 0.1],
      ['huber', 0.3],
      ['huber:delta=0.2', 0.03],
      ['huber:delta=0.2', 0.1],
      ['huber:delta=0.2', 0.3],
    ]);
  });

  test('says how far the rate may go and be nearly as good', async () => {
    const scores = new Map([
      [0.001, 2],
      [0.01, 1.04],
      [0.1, 1],
      [1, 1.049],
      [10, 1.2],
    ]);
    const { search: found } = await search((rate) => scores.get(rate) ?? 3, {
      learningRates: [...scores.keys()],
    });
    expect(found).toMatchObject({ range: [0.01, 1], decades: 2 });
  });

  test('compares candidates on the seeds that both were given: a hard seed is not a bad rate', async () => {
    // Three seeds of five are ten times as hard, for every rate.
    const { search: found } = await search(
      (rate, seed) => (seed >= 12 ? 10 : 1) * (1 + bowl(0.03)(rate) / 20),
    );
    expect(found.candidates.map(({ scores }) => scores.length)).toEqual([5, 5, 2]);
    expect(found).toMatchObject({ range: [0.01, 0.1], atEdge: false });
    const [low = 0, best = 0, high = 0] = found.candidates.map(({ score }) => score ?? 0);
    expect(best).toBeCloseTo(6.4, 12);
    expect(low).toBeGreaterThan(best);
    expect(high).toBeCloseTo(6.4 + bowl(0.03)(0.1) / 20, 12);
  });

  test('runs nothing where there is nothing to choose', async () => {
    const { chosen, runs, search: found } = await search(() => 1, { learningRates: [0.003] });
    expect(runs).toEqual([]);
    expect(chosen).toEqual({ loss: 'mse', learningRate: 0.003, score: null, scores: [] });
    expect(found).toMatchObject({ failedShare: 0, atEdge: false });
  });
});

describe('nextRate', () => {
  test('steps through the list 1, 3, 10 both ways from any rate', () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 3, noNaN: true }), (exponent) => {
        const rate = 10 ** exponent;
        for (const [next, ratio] of [
          [nextRate(rate, 'up'), nextRate(rate, 'up') / rate],
          [nextRate(rate, 'down'), rate / nextRate(rate, 'down')],
        ] as const) {
          expect(String(next)).toMatch(/^(0\.0*)?[13]0*(e-\d+)?$/);
          expect(ratio).toBeGreaterThanOrEqual(1.5 - 1e-9);
          expect(ratio).toBeLessThan(5.01);
        }
      }),
      { seed: 3 },
    );
  });
});

describe('spacedRates', () => {
  test('keeps the ends and a list that is long enough', () => {
    expect(spacedRates([0.001, 0.01, 0.1], 9)).toEqual([
      0.001, 0.0018, 0.0032, 0.0056, 0.01, 0.018, 0.032, 0.056, 0.1,
    ]);
    expect(spacedRates([0.01, 0.1], 2)).toEqual([0.01, 0.1]);
    expect(spacedRates([0.01], 6)).toEqual([0.01]);
  });
});
