import { describe, expect, test } from 'vitest';

import { around, measuredLoss, RMSE, raced } from '../../fixtures/measuredLosses.ts';
import { openRace } from './race.ts';

describe('the race', () => {
  const losses = [
    measuredLoss('good', around(1, 20, 0.1, 'good')),
    measuredLoss('alike', around(1, 20, 0.1, 'alike')),
    measuredLoss('bad', around(9, 20, 0.1)),
    measuredLoss('worst', around(20, 20, 0.1)),
  ];

  test('stops what is worse, which keeps the numbers of its look and ranks behind', () => {
    const { results, looks } = raced(losses, { ...RMSE, seeds: 'auto', margin: 0 });
    expect(looks.map(({ seeds, stopped, losses: count }) => [seeds, count, stopped])).toEqual([
      [5, 4, ['bad', 'worst']],
      [10, 2, []],
      [20, 2, []],
    ]);
    expect(results.map(({ loss, seeds }) => [loss, seeds])).toEqual([
      [expect.stringMatching(/good|alike/), 20],
      [expect.stringMatching(/good|alike/), 20],
      ['bad', 5],
      ['worst', 5],
    ]);
    expect(results[2]?.metrics.rmse?.values).toHaveLength(5);
    expect(results[3]?.difference?.mean).toBeGreaterThan(18);
  });

  test('a stopped loss ranks behind what ran on, though its mean is better in the end', () => {
    const late = [1, 1.1, 1, 1.1, 1, ...new Array<number>(5).fill(30)].map(
      (value, seed) => value + 0.01 * seed,
    );
    const alike = late.map((value, seed) => value + (seed % 2 === 0 ? 0.001 : -0.001));
    const { results } = raced(
      [
        measuredLoss('stopped', around(9, 10, 0.01)),
        measuredLoss('late', late),
        measuredLoss('alike', alike),
      ],
      { ...RMSE, seeds: 10, margin: 0 },
    );
    expect(results.map(({ loss }) => loss).at(-1)).toBe('stopped');
    expect(results[2]?.metrics.rmse?.mean ?? 99).toBeLessThan(results[0]?.metrics.rmse?.mean ?? 0);
  });

  test('ends for all when nothing is undecided', () => {
    const { results, looks } = raced(
      [losses[0], losses[2]].flatMap((one) => one ?? []),
      { ...RMSE, seeds: 10 },
    );
    expect(looks).toEqual([{ seeds: 5, level: 0.01, losses: 2, stopped: ['bad'] }]);
    expect(results.map(({ seeds }) => seeds)).toEqual([5, 5]);
  });

  test('the baseline goes on while others race, with what is the same as it', () => {
    const usual = losses[2]?.values.rmse ?? [];
    const weights = usual.map((_, seed) => `w${seed}`);
    const { results } = raced(
      [
        ...losses.filter(({ loss }) => loss !== 'bad'),
        measuredLoss('bad', usual, RMSE, { weights }),
        measuredLoss('copy', usual, RMSE, { weights }),
      ],
      { ...RMSE, seeds: 'auto', margin: 0, baseline: 'copy' },
    );
    expect(results.map(({ loss, seeds, verdict }) => [loss, seeds, verdict]).slice(2)).toEqual([
      ['bad', 20, 'worse'],
      ['copy', 20, 'worse'],
      ['worst', 5, 'worse'],
    ]);
  });

  test('a loss alone gets all the seeds that were asked for', () => {
    expect(
      raced(
        [losses[0]].flatMap((one) => one ?? []),
        { ...RMSE, seeds: 20 },
      ).results[0]?.seeds,
    ).toBe(20);
    expect(
      raced(
        [losses[0]].flatMap((one) => one ?? []),
        { ...RMSE, seeds: 'auto' },
      ).results[0]?.seeds,
    ).toBe(5);
  });

  test('does not depend on the order of the losses', () => {
    const ranking = { ...RMSE, seeds: 'auto' } as const;
    const { looks: _, ...forwards } = raced(losses, ranking);
    const { looks: _looks, ...backwards } = raced(losses.toReversed(), ranking);
    expect(backwards).toEqual(forwards);
  });

  test('refuses a margin that is none, and verdicts before a look', () => {
    expect(() => openRace({ ...RMSE, margin: -1 })).toThrow(/margin to be a finite number >= 0/);
    expect(() => openRace(RMSE).verdicts()).toThrow(
      'openRace: expected a look before the verdicts, got none.',
    );
  });
});
