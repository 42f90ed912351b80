import { describe, expect, test } from 'vitest';

import { comparisonOf, configOf } from '../../fixtures/comparisonOf.ts';
import { type GivenResult, taskResultOf } from '../../fixtures/taskResultOf.ts';
import { findRegressions } from './findRegressions.ts';

function printed(comparison: object): unknown {
  return JSON.parse(JSON.stringify(comparison));
}

const MSE = [3.0013, 3.2021, 2.9107, 3.3994, 3.0859, 3.0006];
const MAE = [2.0041, 2.1038, 2.2987, 1.9063, 2.0512, 2.1979];
/** Within noise of {@link MAE}. */
const OTHER_MAE = [2.1023, 1.9984, 2.2531, 2.0012, 2.1096, 2.0957];

function plus(values: readonly number[], shift: number): number[] {
  return values.map((value, place) => value + shift + 0.01 * (place % 3));
}

/** What is found where the first comparison was before and the second is now. */
function found(before: GivenResult, now: GivenResult, confidence?: number) {
  return findRegressions(
    printed(comparisonOf([taskResultOf(before)])),
    comparisonOf([taskResultOf(now)]),
    confidence,
  );
}

describe('what is worse than it was', () => {
  test('nothing where nothing has changed', () => {
    const values = { mse: MSE, mae: MAE };
    expect(found({ values }, { values })).toEqual({ regressions: [], compared: 2, notes: [] });
  });

  test('a loss that lost more than the margin, and no other', () => {
    const { regressions, compared, notes } = found(
      { values: { mse: MSE, mae: MAE } },
      { values: { mse: plus(MSE, 0.5), mae: OTHER_MAE } },
    );
    expect({ compared, notes }).toEqual({ compared: 2, notes: [] });
    expect(regressions).toMatchObject([
      {
        task: 'linear',
        loss: 'mse',
        metric: 'rmse',
        paired: true,
        seeds: 6,
        before: expect.closeTo(3.1, 12),
      },
    ]);
    const [{ now = null, difference = null, sentence = '' } = {}] = regressions;
    expect(now).toBeCloseTo(3.61, 12);
    expect(difference?.mean).toBeCloseTo(0.51, 12);
    expect(difference?.low).toBeGreaterThan(0.45);
    expect(sentence).toBe(
      'linear: mse is worse than it was: rmse 3.61 instead of 3.1, a difference of 0.51 (0.498 to 0.522) over 6 seeds, where 0.1 matters.',
    );
  });

  test('where higher is better it is lower', () => {
    const metric = { metric: 'score', higherIsBetter: true };
    const worse = found({ ...metric, values: { a: plus(MSE, 0.5) } }, { ...metric, values: { a: MSE } });
    expect(worse.regressions).toHaveLength(1);
    expect(worse.regressions[0]?.difference?.high).toBeLessThan(-0.1);
    const better = found({ ...metric, values: { a: MSE } }, { ...metric, values: { a: plus(MSE, 0.5) } });
    expect(better).toEqual({ regressions: [], compared: 1, notes: [] });
  });

  test('what is better, or worse by less than the margin of now, is none', () => {
    expect(found({ values: { a: MSE } }, { values: { a: plus(MSE, -0.5) } }).regressions).toEqual([]);
    expect(found({ values: { a: MSE } }, { values: { a: plus(MSE, 0.05) } }).regressions).toEqual([]);
    const wide = { values: { a: plus(MSE, 0.5) }, margin: 1 };
    expect(found({ values: { a: MSE }, margin: 0 }, wide).regressions).toEqual([]);
  });

  test('without a margin any difference beyond chance is one', () => {
    const { regressions } = found({ values: { a: MSE } }, { values: { a: plus(MSE, 0.05) }, margin: 0 });
    expect(regressions[0]?.sentence).toMatch(/over 6 seeds\.$/);
  });

  test('a difference that one seed makes is chance', () => {
    const now = MSE.with(2, 9);
    expect(found({ values: { a: MSE } }, { values: { a: now } }).regressions).toEqual([]);
  });

  test('the more is compared, the more it takes', () => {
    const noisy = MSE.map((value, place) => value + 0.3 + 0.1 * (-1) ** place);
    const few = { values: { a: MSE } };
    expect(found(few, { values: { a: noisy } }).regressions).toHaveLength(1);
    const others = Object.fromEntries(Array.from({ length: 40 }, (_, place) => [`other${place}`, MAE]));
    const many = found({ values: { ...others, a: MSE } }, { values: { ...others, a: noisy } });
    expect(many).toEqual({ regressions: [], compared: 41, notes: [] });
  });

  test('confidence is that of the comparison of now, or what is given', () => {
    const noisy = MSE.map((value, place) => value + 0.25 + 0.15 * (-1) ** place);
    expect(found({ values: { a: MSE } }, { values: { a: noisy } }).regressions).toEqual([]);
    expect(found({ values: { a: MSE } }, { values: { a: noisy } }, 0.8).regressions).toHaveLength(1);
  });

  test('failed runs count with the values that they were given', () => {
    const trivial = new Array(6).fill(9.5);
    const failed = { values: { a: trivial }, verdicts: { a: 'failed' as const } };
    expect(found({ values: { a: MSE } }, failed).regressions).toHaveLength(1);
    expect(found(failed, { values: { a: MSE } }).regressions).toEqual([]);
  });

  test('runs that all have no value are a regression without a difference', () => {
    const none = { values: { a: [null, null, null, null, null, null] } };
    expect(found({ values: { a: MSE } }, none)).toEqual({
      regressions: [
        {
          task: 'linear',
          loss: 'a',
          metric: 'rmse',
          before: expect.closeTo(3.1, 12),
          now: null,
          difference: null,
          paired: true,
          seeds: 6,
          sentence: 'linear: a is worse than it was: none of 6 runs has a value now, and rmse was 3.1.',
        },
      ],
      compared: 1,
      notes: [],
    });
    expect(found(none, none)).toMatchObject({ regressions: [], compared: 0 });
  });
});

describe('which runs are compared', () => {
  test('each seed with itself, wherever it stands', () => {
    const before = printed(comparisonOf([taskResultOf({ values: { a: [5, 1, 9] } })], { seeds: [7, 3, 5] }));
    const now = comparisonOf([taskResultOf({ values: { a: [1, 9.001, 100, 5] } })], { seeds: [3, 5, 11, 7] });
    expect(findRegressions(before, now)).toEqual({ regressions: [], compared: 1, notes: [] });
  });

  test('as many seeds as both have: a race stops some losses', () => {
    const { regressions } = found({ values: { a: MSE } }, { values: { a: plus(MSE, 0.5).slice(0, 4) } });
    expect(regressions).toMatchObject([{ seeds: 4 }]);
  });

  test('the files of the same data may have moved', () => {
    const csv = { kind: 'csv', sha256: 'f00d', rows: 600 } as const;
    const before = { origin: { ...csv, file: 'a.csv' }, values: { a: MSE } };
    expect(found(before, { ...before, origin: { ...csv, file: 'b/a.csv' } }).notes).toEqual([]);
  });

  test.each<[string, Partial<GivenResult>]>([
    ['rows', { origin: { kind: 'embedded', description: 'other' } }],
    ['parts', { parts: { train: 400, validation: 100, test: 101 } }],
    ['sampling', { sampling: 'fixed test' }],
  ])('other data are compared without pairing: %s', (_, other) => {
    const shifted = found({ values: { a: MSE } }, { values: { a: plus(MSE, 3) }, ...other });
    expect(shifted.notes).toEqual([
      'linear has other data than then: seeds cannot be paired, and small differences not be told.',
    ]);
    expect(shifted.regressions).toMatchObject([{ paired: false, seeds: 6 }]);
    // Seed by seed this would be clear; between seeds there is as much.
    expect(found({ values: { a: MSE } }, { values: { a: plus(MSE, 0.2) }, ...other }).regressions).toEqual(
      [],
    );
  });

  test('single runs say nothing of chance, and lost ones are told of', () => {
    const single = found({ values: { a: [1], b: MSE } }, { values: { a: [9], b: MSE } });
    expect(single.compared).toBe(1);
    expect(single.notes).toEqual([
      'linear, a cannot be compared: it takes 2 runs of the same seeds or more to tell a change from chance.',
    ]);
    const lost = found({ values: { b: MSE } }, { values: { b: [null, ...MSE.slice(1)] } });
    expect(lost).toEqual({
      regressions: [],
      compared: 1,
      notes: ['linear, b is compared without 1 of its runs, which have no value now.'],
    });
  });
});

describe('what cannot be compared', () => {
  test('is named: tasks, losses, rankings', () => {
    const values = { a: MSE, b: MSE };
    const before = comparisonOf([
      taskResultOf({ task: 'gone', values }),
      taskResultOf({ task: 'broken', values }),
      taskResultOf({ task: 'fewer', values }),
      taskResultOf({ task: 'other', values }),
      taskResultOf({ task: 'turned', values }),
    ]);
    const now = comparisonOf([
      taskResultOf({ task: 'new', values }),
      taskResultOf({ task: 'fewer', values: { a: MSE, c: MSE } }),
      taskResultOf({ task: 'other', metric: 'accuracy', higherIsBetter: true, values }),
      taskResultOf({ task: 'turned', higherIsBetter: true, values }),
    ]);
    const problems = [{ task: 'broken', code: 'file-missing', message: 'a.csv: expected a file.' }];
    expect(findRegressions(printed(before), { ...now, problems })).toEqual({
      regressions: [],
      compared: 1,
      notes: [
        'gone was compared then and is missing now.',
        'broken was compared then and is missing now: a.csv: expected a file.',
        'fewer was compared with losses then that are missing now: b.',
        'other cannot be compared: it was ranked by rmse (lower is better) then, and is ranked by accuracy (higher is better) now.',
        'turned cannot be compared: it was ranked by rmse (lower is better) then, and is ranked by rmse (higher is better) now.',
      ],
    });
  });

  test('other settings of training are told of', () => {
    const tasks = [taskResultOf({ values: { a: MSE } })];
    const before = comparisonOf(tasks, { tasks: [configOf('linear', { epochs: 9, backend: 'wasm' })] });
    expect(findRegressions(printed(before), comparisonOf(tasks)).notes).toEqual([
      'linear was trained otherwise then, which can cause a difference: epochs, backend.',
    ]);
  });
});
