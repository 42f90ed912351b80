import { describe, expect, test } from 'vitest';

import { taskResultOf } from '../../fixtures/taskResultOf.ts';
import type { LossResult, TaskResult } from '../result.ts';
import { measureStress } from './measureStress.ts';

const NOISE = [0.02, -0.01, 0.005, -0.03, 0.015];

/** Five seeds around a mean, farther from it where it is larger: differences of two means have a spread. */
function seeds(mean: number): number[] {
  return NOISE.map((noise) => mean + noise * (1 + mean));
}

/** Levels of outliers, at which one loss stays and the other rises with a slope of 20. */
function levels(change: { readonly margin?: number } = {}): TaskResult[] {
  return [0, 0.1, 0.3].map((level) =>
    taskResultOf({
      task: `linear outliers=${level}`,
      trivial: 5,
      values: { robust: seeds(1), fragile: seeds(1 + 20 * level) },
      ...change,
    }),
  );
}

/** The same with intervals of half a unit to each side of a mean. */
function withIntervals(result: TaskResult): TaskResult {
  const around = (metrics: LossResult['metrics']) =>
    Object.fromEntries(
      Object.entries(metrics).map(([name, { mean, ...rest }]) => [
        name,
        { ...rest, mean, low: (mean ?? Number.NaN) - 0.5, high: (mean ?? Number.NaN) + 0.5 },
      ]),
    );
  return { ...result, results: result.results.map((one) => ({ ...one, metrics: around(one.metrics) })) };
}

const OUTLIERS = { task: 'linear', stress: 'outliers', levels: [0.3, 0, 0.1] } as const;

function lossOf(name: string, results = levels()) {
  const found = measureStress(OUTLIERS, results, 0.95)?.losses.find(({ loss }) => loss === name);
  if (!found) throw new Error(`Expected ${name}.`);
  return found;
}

describe('what a stress does to a loss', () => {
  test('nothing, to one that stays', () => {
    const { slope, worseFrom, breaksDown } = lossOf('robust');
    expect([worseFrom, breaksDown]).toEqual([null, null]);
    expect(slope?.mean).toBeCloseTo(0, 12);
  });

  test('a slope, a first level that is surely worse, and where half is lost', () => {
    const { slope, worseFrom, breaksDown, points } = lossOf('fragile');
    expect(slope?.mean).toBeCloseTo(20, 9);
    expect(worseFrom).toBe(0.1);
    // Half of the way from 1 to 5 is 3, at a level of 0.1.
    expect(breaksDown?.at).toBeCloseTo(0.1, 9);
    expect(points.map(({ level }) => level)).toEqual([0, 0.1, 0.3]);
  });

  test('between two levels, half is lost on a straight line', () => {
    const results = levels().map((result) => ({ ...result, trivial: { rmse: 7 } }));
    // Half is 4, at 0.15.
    expect(lossOf('fragile', results).breaksDown?.at).toBeCloseTo(0.15, 9);
  });

  test('half is lost in a range: from where the worse end of the interval is as far, to where the better end is', () => {
    const { breaksDown } = lossOf('fragile', levels().map(withIntervals));
    // The worse end goes from 1.5 to 3.5 and 7.5, the better end from 0.5 to 2.5 and 6.5.
    expect(breaksDown?.from).toBeCloseTo(0.075, 9);
    expect(breaksDown?.at).toBeCloseTo(0.1, 9);
    expect(breaksDown?.to).toBeCloseTo(0.125, 9);
  });

  test('half may be lost before the last level, where only the interval reaches so far', () => {
    const results = levels().map((result) => withIntervals({ ...result, trivial: { rmse: 13.2 } }));
    // Half is 7.1, and the mean of the last level 7.
    const { breaksDown } = lossOf('fragile', results);
    expect(breaksDown).toMatchObject({ at: null, to: null });
    expect(breaksDown?.from).toBeCloseTo(0.28, 9);
  });

  test('less than the margin is not worse', () => {
    expect(lossOf('fragile', levels({ margin: 2.5 })).worseFrom).toBe(0.3);
    expect(lossOf('fragile', levels({ margin: 7 })).worseFrom).toBe(null);
  });

  test('splits of one data set are less sure', () => {
    const noisy = [0, 0.1, 0.3].map((level) =>
      taskResultOf({
        task: `linear outliers=${level}`,
        trivial: 5,
        values: { robust: NOISE.map((noise) => 1 + level * (1 + 40 * noise)) },
        margin: 0,
      }),
    );
    const fresh = measureStress(OUTLIERS, noisy, 0.95)?.losses[0]?.slope;
    const split = measureStress(
      OUTLIERS,
      noisy.map((one) => ({ ...one, sampling: 'split' as const })),
      0.95,
    );
    const width = (slope: typeof fresh) => (slope?.high ?? 0) - (slope?.low ?? 0);
    expect(width(split?.losses[0]?.slope)).toBeCloseTo(width(fresh) * Math.sqrt(1 + 5 * 0.25), 9);
  });

  test('of a metric that is better when higher goes the other way', () => {
    const accuracy = [0, 0.2, 0.4].map((level) =>
      taskResultOf({
        task: `fruit label-noise=${level}`,
        metric: 'accuracy',
        higherIsBetter: true,
        trivial: 0.5,
        margin: 0.05,
        values: { crossEntropy: seeds(0.9 - level) },
      }),
    );
    const stress = { task: 'fruit', stress: 'label-noise', levels: [0, 0.2, 0.4] } as const;
    const [loss] = measureStress(stress, accuracy, 0.95)?.losses ?? [];
    expect(loss?.slope?.mean).toBeCloseTo(-1, 9);
    expect(loss?.worseFrom).toBe(0.2);
    expect(loss?.breaksDown?.at).toBeCloseTo(0.2, 9);
  });

  test('factors have a slope per ten times as much, and fewer samples are worse', () => {
    const few = [1000, 100, 10].map((level) =>
      taskResultOf({
        task: `linear samples=${level}`,
        trivial: 5,
        values: { mse: seeds(4 - Math.log10(level)) },
      }),
    );
    const stress = { task: 'linear', stress: 'samples', levels: [10, 100, 1000] } as const;
    const result = measureStress(stress, few, 0.95);
    expect(result?.levels).toEqual([1000, 100, 10]);
    expect(result?.slopePer).toBe('×10');
    expect(result?.losses[0]?.slope?.mean).toBeCloseTo(-1, 9);
    // From 1 half of the way to 5 is 3, at 10 samples.
    expect(result?.losses[0]?.breaksDown?.at).toBeCloseTo(10, 9);
  });
});

test('nothing is said where a level is missing', () => {
  expect(measureStress(OUTLIERS, levels().slice(1), 0.95)).toBeUndefined();
});

test('a loss that has no runs at a level has no slope', () => {
  const results = levels().map((result, place) =>
    place < 2 ? result : { ...result, results: result.results.slice(0, 1) },
  );
  expect(lossOf('fragile', results)).toMatchObject({ slope: null, worseFrom: null });
});
