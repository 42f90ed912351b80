import { randomStream } from '@losskit/random';
import { describe, expect, test } from 'vitest';

import { taskResultOf } from '../../fixtures/taskResultOf.ts';
import type { TaskResult } from '../result.ts';
import type { Spread } from './AcrossTasksResult.ts';
import { acrossTasks } from './acrossTasks.ts';

/** Losses that differ by `gap`, the first the best, on tasks of which every second has accuracy for rmse. */
function drawnTasks(
  seed: number,
  { tasks, losses, seeds, gap }: Readonly<Record<'tasks' | 'losses' | 'seeds' | 'gap', number>>,
): TaskResult[] {
  const random = randomStream(seed, 'tasks for a test');
  return Array.from({ length: tasks }, (_, task) => {
    const higherIsBetter = task % 2 === 1;
    const sign = higherIsBetter ? -1 : 1;
    const values = Array.from({ length: losses }, (_, loss) => [
      `loss${loss}`,
      Array.from({ length: seeds }, () => 20 + sign * random.normal(gap * loss, 1)),
    ]);
    return taskResultOf({
      task: `task${task}`,
      metric: higherIsBetter ? 'accuracy' : 'rmse',
      higherIsBetter,
      trivial: 20 + sign * 10,
      values: Object.fromEntries(values),
    });
  });
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

function expectOrdered({ low, mean, high }: Spread): void {
  expect(low).toBeLessThanOrEqual(mean);
  expect(high).toBeGreaterThanOrEqual(mean);
}

describe('known truths', () => {
  const values = { good: [1, 2, 1.5], bad: [5, 6, 7] };

  test('a loss that dominates has rank 1, probability 1 and the score of the best', () => {
    const given = [{ task: 'a' }, { task: 'b', metric: 'accuracy', higherIsBetter: true }];
    const across = acrossTasks(
      given.map((one, place) =>
        taskResultOf({
          ...one,
          trivial: place === 0 ? 9 : 0,
          values: place === 0 ? values : { bad: [1, 2, 3], good: [7, 8, 9] },
        }),
      ),
      0.95,
    );
    expect(across?.losses.map(({ loss, rank }) => [loss, rank])).toEqual([
      ['good', { mean: 1, low: 1, high: 1 }],
      ['bad', { mean: 2, low: 2, high: 2 }],
    ]);
    expect(across?.improvement).toMatchObject([
      { loss: 'good', over: 'bad', probability: { mean: 1, high: 1 } },
    ]);
    // Six pairs of runs are not certainty: Wilson's interval of 6 successes in 6 trials.
    expect(across?.improvement[0]?.probability.low).toBeCloseTo(1 / (1 + 1.959964 ** 2 / 6), 6);
    expect(across?.criticalDifference).toBeNull();
  });

  test('two losses that are the same share their rank and beat each other half the time', () => {
    const same = { first: [1, 2, 3], second: [1, 2, 3], third: [4, 5, 6] };
    const across = acrossTasks(
      ['a', 'b'].map((task) => taskResultOf({ task, values: same })),
      0.95,
    );
    expect(across?.losses.map(({ loss, rank }) => [loss, rank.mean])).toEqual([
      ['first', 1.5],
      ['second', 1.5],
      ['third', 3],
    ]);
    expect(across?.losses[0]?.rank).toEqual({ mean: 1.5, low: 1.5, high: 1.5 });
    expect(across?.improvement[0]).toMatchObject({
      loss: 'first',
      over: 'second',
      probability: { mean: 0.5 },
    });
  });

  test('means of the same numbers in another order tie', () => {
    const accuracies = [0.1, 0.2, 0.3];
    const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value / 3, 0);
    expect(meanOf(accuracies)).not.toBe(meanOf(accuracies.toReversed()));
    const across = acrossTasks(
      ['a', 'b'].map((task) =>
        taskResultOf({
          task,
          metric: 'accuracy',
          higherIsBetter: true,
          values: { one: accuracies, other: accuracies.toReversed() },
        }),
      ),
      0.95,
    );
    expect(across?.losses.map(({ rank }) => rank.mean)).toEqual([1.5, 1.5]);
  });

  test('scores are 0 for the trivial model and 1 for the best, in either direction', () => {
    const across = acrossTasks(
      [
        taskResultOf({
          task: 'a',
          trivial: 9,
          values: { best: [1, 1, 1], half: [5, 5, 5], none: [9, 9, 9] },
        }),
        taskResultOf({
          task: 'b',
          metric: 'accuracy',
          higherIsBetter: true,
          trivial: 0.5,
          values: { best: [0.9, 0.9, 0.9], half: [0.7, 0.7, 0.7], none: [0.5, 0.5, 0.5] },
        }),
      ],
      0.95,
    );
    const scores = across?.losses.map(({ interquartileMean }) => interquartileMean.mean) ?? [];
    expect(scores).toBeAllClose([1, 0.5, 0], { atol: 1e-12 });
    const fractionAt = (score: number) =>
      across?.losses.map(({ profile }) => profile[across.profileAt.indexOf(score)]);
    expect(fractionAt(0)).toEqual([1, 1, 1]);
    expect(fractionAt(0.5)).toEqual([1, 1, 0]);
    expect(fractionAt(1)).toEqual([1, 0, 0]);
    expect(fractionAt(1.05)).toEqual([0, 0, 0]);
  });

  test('without a trivial model the worst mean scores 0', () => {
    const across = acrossTasks(
      ['a', 'b'].map((task) => taskResultOf({ task, values: { best: [1, 1], half: [2, 2], worst: [3, 3] } })),
      0.95,
    );
    expect(across?.losses.map(({ interquartileMean }) => interquartileMean.mean)).toEqual([1, 0.5, 0]);
  });

  test('a task that a race cut short weighs as much as the others', () => {
    const slow = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    const across = acrossTasks(
      [
        taskResultOf({ task: 'a', trivial: 2, values: { steady: slow, raced: slow } }),
        taskResultOf({ task: 'b', trivial: 2, values: { steady: slow, raced: [2, 2, 2, 2, 2] } }),
      ],
      0.95,
    );
    const raced = across?.losses.find(({ loss }) => loss === 'raced');
    expect(raced?.interquartileMean.mean).toBeCloseTo(0.5, 12);
    expect(raced?.profile.at(10)).toBe(0.5);
  });

  test('from five tasks on there is a critical difference', () => {
    const across = acrossTasks(drawnTasks(1, { tasks: 5, losses: 3, seeds: 4, gap: 1 }), 0.95);
    // q of three losses is 2.343, as printed in Demšar's table 5.
    expect(across?.criticalDifference).toBeCloseTo(2.343 * Math.sqrt(12 / 30), 3);
    expect(
      acrossTasks(drawnTasks(1, { tasks: 4, losses: 3, seeds: 4, gap: 1 }), 0.95)?.criticalDifference,
    ).toBeNull();
  });
});

test('says nothing of a single task', () => {
  expect(acrossTasks(drawnTasks(1, { tasks: 1, losses: 3, seeds: 4, gap: 1 }), 0.95)).toBeUndefined();
});

describe('losses that learned nothing', () => {
  const values = { a: [1, 2], b: [2, 3] };

  test('a loss that has not converged sets no score', () => {
    const tasks = ['x', 'y'].map((task) =>
      taskResultOf({
        task,
        trivial: 4,
        values: { ...values, lucky: [0, 0] },
        verdicts: { lucky: 'not converged' },
      }),
    );
    const across = acrossTasks(tasks, 0.95);
    expect(across?.losses.map(({ loss }) => loss)).toEqual(['a', 'b']);
    expect(across?.losses[0]?.interquartileMean.mean).toBeCloseTo(1, 12);
  });

  test('failed losses count, and runs without a value as the trivial model', () => {
    const tasks = ['x', 'y'].map((task) =>
      taskResultOf({
        task,
        trivial: 4,
        values: { a: [1, 1], b: [3, null], c: [null, null] },
        verdicts: { c: 'failed' },
      }),
    );
    const across = acrossTasks(tasks, 0.95);
    expect(across?.losses.map(({ loss, rank }) => [loss, rank.mean])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    expect(across?.losses[2]?.interquartileMean).toEqual({ mean: 0, low: 0, high: 0 });
    expect(across?.losses[1]?.interquartileMean.mean).toBeCloseTo(1 / 6, 12);
  });
});

describe('numbers', () => {
  test.each<[string, readonly TaskResult[]]>([
    ['two tasks', drawnTasks(2, { tasks: 2, losses: 2, seeds: 2, gap: 0.5 })],
    ['six tasks', drawnTasks(3, { tasks: 6, losses: 7, seeds: 10, gap: 0.2 })],
    [
      'all failed, the trivial model unknown',
      ['a', 'b'].map((task) => taskResultOf({ task, values: { x: [null, null], y: [null, null] } })),
    ],
    [
      'all as the trivial model',
      ['a', 'b'].map((task) => taskResultOf({ task, trivial: 3, values: { x: [3, 3], y: [3, 3] } })),
    ],
    [
      'huge',
      ['a', 'b'].map((task) => taskResultOf({ task, trivial: 1e300, values: { x: [1, 2], y: [1e300, 5] } })),
    ],
    [
      'worse than trivial',
      ['a', 'b'].map((task) => taskResultOf({ task, trivial: 1, values: { x: [2, 3], y: [4, 5] } })),
    ],
    [
      'split, with a test part as large as the training part',
      ['a', 'b'].map((task) =>
        taskResultOf({
          task,
          sampling: 'split',
          parts: { train: 10, validation: 0, test: 10 },
          values: { x: [1, 2, 3], y: [2, 3, 1] },
        }),
      ),
    ],
  ])('are finite and intervals hold what they are of: %s', (_, tasks) => {
    const across = acrossTasks(tasks, 0.95);
    expect(numbersIn(across).every(Number.isFinite)).toBe(true);
    for (const { rank, interquartileMean, profile } of across?.losses ?? []) {
      expectOrdered(rank);
      expectOrdered(interquartileMean);
      expect(rank.low).toBeGreaterThanOrEqual(1);
      expect(rank.high).toBeLessThanOrEqual(across?.losses.length ?? 0);
      expect(profile).toEqual(profile.toSorted((a, b) => b - a));
    }
    for (const { probability } of across?.improvement ?? []) expectOrdered(probability);
    const ranks = across?.losses.map(({ rank }) => rank.mean) ?? [];
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    const count = ranks.length;
    expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo((count * (count + 1)) / 2, 9);
    expect(across?.improvement).toHaveLength((count * (count - 1)) / 2);
  });

  test('are the same each time', () => {
    const tasks = drawnTasks(4, { tasks: 3, losses: 3, seeds: 5, gap: 0.3 });
    expect(JSON.stringify(acrossTasks(tasks, 0.95))).toBe(JSON.stringify(acrossTasks(tasks, 0.95)));
  });

  test('intervals are wider with more confidence, and where seeds split one data set', () => {
    const tasks = drawnTasks(5, { tasks: 3, losses: 2, seeds: 10, gap: 0.3 });
    const widths = (given: readonly TaskResult[], confidence: number) => {
      const across = acrossTasks(given, confidence);
      const spreads = [across?.losses[0]?.interquartileMean, across?.improvement[0]?.probability];
      return spreads.map((one) => (one ? one.high - one.low : Number.NaN));
    };
    const [scores = 0, chances = 0] = widths(tasks, 0.95);
    for (const [wideScores = 0, wideChances = 0] of [
      widths(tasks, 0.99),
      widths(
        tasks.map((task) => ({ ...task, sampling: 'split' })),
        0.95,
      ),
    ]) {
      expect(wideScores).toBeGreaterThan(scores * 1.1);
      expect(wideChances).toBeGreaterThan(chances * 1.1);
    }
  });
});
