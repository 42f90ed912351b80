import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { nodeFileSystem } from '@losskit/files';
import { linearTask } from '@losskit/tasks/built-in';
import { failEveryOperation } from '@losskit/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CompareOptions, ComparisonPlan, InterimTask } from './CompareOptions.ts';
import { compare } from './compare.ts';
import type { CompareProgress } from './progressMeter.ts';
import type { StudyResult } from './result.ts';

const SMALL: CompareOptions = {
  tasks: ['linear'],
  losses: ['mse', 'mae'],
  seeds: 2,
  jobs: 1,
  backend: 'cpu',
  epochs: 1,
  // Three steps: lower rates would not reach far enough to be tried.
  learningRates: [10, 30, 100],
};
/** For two losses three rates on two seeds of the search, two on the other three, and two seeds of the result. */
const RUNS = 2 * (3 * 2 + 2 * 3 + 2);

let root = '';
let made = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'losskit-compare-'));
});
afterAll(() => rm(root, { recursive: true }));
function newFolder(): string {
  made += 1;
  return join(root, String(made));
}

/** Everything but the clock. */
function withoutTimings({ comparison, runs, previews }: StudyResult) {
  return { comparison, runs, previews };
}

/** Runs a comparison that is interrupted once `after` runs are done. */
async function interruptAfter(after: number, options: CompareOptions): Promise<void> {
  const controller = new AbortController();
  const onProgress = ({ runsDone }: CompareProgress) => {
    if (runsDone >= after) controller.abort();
  };
  await expect(compare({ ...options, signal: controller.signal, onProgress })).rejects.toMatchObject({
    code: 'interrupted',
  });
}

async function writtenRuns(folder: string): Promise<string[]> {
  return (await readdir(join(folder, 'runs'))).sort();
}

async function contentOf(folder: string): Promise<Record<string, string>> {
  const names = await writtenRuns(folder);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, 'runs', name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}

describe('compare', () => {
  test('gives the same bytes in this process and in two others', async () => {
    const options: CompareOptions = {
      ...SMALL,
      tasks: ['linear', 'fruit'],
      losses: ['mse', 'mae'],
      learningRates: [30],
      backend: 'auto',
    };
    const first = await compare(options);
    const pooled = await compare({ ...options, jobs: 2 });
    expect(JSON.stringify(withoutTimings(pooled))).toBe(JSON.stringify(withoutTimings(first)));
    for (const { task, results } of first.comparison.tasks) {
      const config = first.comparison.config.tasks.find((one) => one.task === task);
      for (const { search } of results) {
        expect(search.candidates.map(({ learningRate }) => learningRate)).toEqual(config?.learningRates);
      }
    }
    expect(first.runs).toHaveLength(8);
  });

  test('counts a loss once, whatever it is called', async () => {
    const { comparison } = await compare({
      ...SMALL,
      losses: ['mse', 'nn.MSELoss', 'mean_squared_error', 'meanSquaredError'],
      seeds: 1,
    });
    expect(comparison.config.losses).toEqual(['meanSquaredError']);
  });

  test('refuses a task without a loss and a loss without a task', async () => {
    await expect(compare({ ...SMALL, losses: ['crossEntropy'] })).rejects.toThrow(
      "losses: expected losses that fit linear (continuous), such as meanSquaredError, meanAbsoluteError, huber, meanSquaredError+l1Penalty, got 'crossEntropy'; losskit list shows which fit.",
    );
    const tasks = ['linear', 'fruit'];
    await expect(compare({ ...SMALL, tasks, losses: ['crossEntropy', 'nll'] })).rejects.toThrow(
      "losses: expected at least one loss that fits linear (continuous), such as meanSquaredError, meanAbsoluteError, huber, meanSquaredError+l1Penalty, got 'crossEntropy, nll'",
    );
    await expect(compare({ ...SMALL, seeds: 0 })).rejects.toThrow(RangeError);
  });

  test('ranks MAE and Huber above MSE where there are outliers, beyond chance', async () => {
    const { comparison } = await compare({
      ...SMALL,
      losses: ['mse', 'mae', 'huber'],
      seeds: 5,
      epochs: undefined,
      learningRates: [0.1],
    });
    const [task] = comparison.tasks;
    const squares = task?.results.find(({ loss }) => loss === 'meanSquaredError');
    expect(squares).toMatchObject({ rank: 3, verdict: 'worse' });
    expect(squares?.difference?.low).toBeGreaterThan(0);
    // The best is one of the two; the other must beat MSE as well, seed by seed.
    for (const robust of task?.results.slice(0, 2) ?? []) {
      const values = robust.metrics.rmse?.values ?? [];
      const others = squares?.metrics.rmse?.values ?? [];
      expect(values.filter((value, seed) => (value ?? 0) >= (others[seed] ?? 0))).toEqual([]);
    }
  });

  test('does not say that MSE is worse where there are no outliers', async () => {
    const { comparison } = await compare({
      ...SMALL,
      tasks: [linearTask({ outlierFraction: 0 })],
      losses: ['mse', 'mae', 'huber'],
      seeds: 5,
      epochs: undefined,
      learningRates: [0.1],
    });
    const squares = comparison.tasks[0]?.results.find(({ loss }) => loss === 'meanSquaredError');
    expect(['best', 'as good', 'undecided']).toContain(squares?.verdict);
  });
});

describe('what is said of training', () => {
  test('a linear model that was stopped short has not converged, and is never worse', async () => {
    const { comparison } = await compare({ ...SMALL, learningRates: [0.3], epochs: 12, seeds: 3 });
    const [task] = comparison.tasks;
    expect(task?.results.map(({ verdict }) => verdict)).toEqual(['not converged', 'not converged']);
    expect(task).toMatchObject({ recommended: null, costAtMost: null });
    expect(task?.answer).toMatch(/^No loss can be recommended: none converged\. /);
  });

  test('it trains on where nobody asked for a number of passes, until it has', async () => {
    const { seeds: _, epochs: __, learningRates: ___, ...rest } = SMALL;
    // Sixty passes with a path of 10, from rows that are far from the start in one direction only.
    const short = { ...linearTask({ noise: 0.1 }), training: { ...linearTask().training, epochs: () => 60 } };
    const { runs } = await compare({
      ...rest,
      tasks: [short],
      losses: ['mae'],
      seeds: 2,
      learningRates: [1.2],
    });
    expect(runs.map(({ converged }) => converged)).toEqual([true, true]);
    expect(Math.max(...runs.map(({ steps }) => steps))).toBeGreaterThan(60);
    expect(runs.every(({ steps }) => [60, 120, 240, 480].includes(steps))).toBe(true);
  });

  test('models are evaluated by the other losses: as the metric has it, in the unit that they train in', async () => {
    const { runs, comparison } = await compare({ ...SMALL, learningRates: [10], losses: ['mse', 'mae'] });
    expect(runs).toHaveLength(4);
    for (const {
      seed,
      evaluatedBy,
      test: { meanAbsoluteError = Number.NaN },
    } of runs) {
      const { targetScaler } = await linearTask().load(seed);
      const inTrainingUnits = meanAbsoluteError / (targetScaler?.deviations[0] ?? Number.NaN);
      expect(evaluatedBy.meanAbsoluteError).toBeCloseTo(inTrainingUnits, 5);
    }
    const { evaluatedBy, rows } = comparison.tasks[0]?.crossMatrix ?? { evaluatedBy: [], rows: [] };
    expect(evaluatedBy.toSorted()).toEqual(['meanAbsoluteError', 'meanSquaredError']);
    expect(rows.map(({ trainedWith }) => trainedWith)).toEqual(
      comparison.tasks[0]?.results.map(({ loss }) => loss),
    );
  });

  test('what is tuned is chosen from its values, and every loss tries as many candidates', async () => {
    const { comparison } = await compare({
      ...SMALL,
      losses: ['mse', 'huber'],
      tune: { huber: { delta: [0.2, 1] } },
      baseline: 'mse',
    });
    expect(comparison.config).toMatchObject({
      tune: { huber: { delta: [0.2, 1] } },
      baseline: 'meanSquaredError',
    });
    const results = comparison.tasks[0]?.results ?? [];
    const tuned = results.find(({ loss }) => loss.startsWith('huber'));
    expect(['huber', 'huber:delta=0.2']).toContain(tuned?.loss);
    expect(new Set(tuned?.search.candidates.map(({ loss }) => loss))).toEqual(
      new Set(['huber:delta=0.2', 'huber']),
    );
    expect(results.map(({ search }) => search.candidates.length)).toEqual([6, 6]);
    expect(comparison.config.tasks[0]?.searchSeeds).toEqual([10_000, 10_001, 10_002, 10_003, 10_004]);
  });

  test.each([
    [{ seeds: 10_001 }, "compare: expected seeds to be an integer from 1 to 10000 or 'auto', got 10001."],
    [
      { margin: -1 },
      "compare: expected margin to be a finite number >= 0 or a percentage such as '2%', got -1.",
    ],
    [
      { margin: '-2%' as const },
      "compare: expected margin to be a finite number >= 0 or a percentage such as '2%', got '-2%'.",
    ],
    [
      { margin: ' %' as `${number}%` },
      "compare: expected margin to be a finite number >= 0 or a percentage such as '2%', got ' %'.",
    ],
    [
      { baseline: 'huber' },
      "compare: expected baseline to be one of the losses, meanSquaredError, meanAbsoluteError, got 'huber'.",
    ],
    [{ jobs: 0 }, 'compare: expected jobs'],
  ])('%j is refused before anything is loaded', async (options, message) => {
    await expect(compare({ ...SMALL, ...options })).rejects.toThrow(message);
  });
});

describe('an interrupted comparison', () => {
  test('continues in its folder: the same result, and only the rest is run', async () => {
    const whole = newFolder();
    const options = { ...SMALL, folder: newFolder() };
    const expected = await compare({ ...SMALL, folder: whole });
    await interruptAfter(7, options);
    const before = await contentOf(options.folder);
    expect(Object.keys(before).length).toBeGreaterThanOrEqual(7);
    expect(Object.keys(before).length).toBeLessThan(RUNS);

    let continues = false;
    const result = await compare({
      ...options,
      onContinue: () => {
        continues = true;
      },
    });
    expect(continues).toBe(true);
    expect(withoutTimings(result)).toEqual(withoutTimings(expected));
    const after = await contentOf(options.folder);
    // A file holds how long its run took: one that was run again would differ.
    for (const [name, text] of Object.entries(before)) expect(after[name]).toBe(text);
    expect(Object.keys(after)).toEqual(await writtenRuns(whole));
    expect((await readdir(options.folder)).sort()).toEqual([
      'comparison.json',
      'finished.json',
      'previews.json',
      'runs',
      'timings.json',
    ]);
    expect(await readFile(join(options.folder, 'comparison.json'), 'utf8')).toBe(
      await readFile(join(whole, 'comparison.json'), 'utf8'),
    );
  });

  test('does damaged runs again', async () => {
    const expected = await compare(SMALL);
    const folder = newFolder();
    await interruptAfter(5, { ...SMALL, folder });
    const names = await writtenRuns(folder);
    const damages = [
      (text: string) => text.slice(0, text.length / 2),
      (text: string) => text.replace(/"rmse": \d/, '"rmse": 9'),
      () => '',
      () => '{"digest":"","run":{}}',
    ];
    for (const [index, damage] of damages.entries()) {
      const path = join(folder, 'runs', names[index] ?? '');
      await writeFile(path, damage(await readFile(path, 'utf8')));
    }
    const result = await compare({ ...SMALL, folder });
    expect(withoutTimings(result)).toEqual(withoutTimings(expected));
  });

  test('starts over when anything about it changed, and leaves no stale runs', async () => {
    const folder = newFolder();
    await interruptAfter(5, { ...SMALL, folder });
    let continued = false;
    const other = { ...SMALL, losses: ['huber'], epochs: 2, folder };
    await compare({
      ...other,
      onContinue: () => {
        continued = true;
      },
    });
    expect(continued).toBe(false);
    const names = await writtenRuns(folder);
    expect(names).toHaveLength(14);
    expect(names.every((name) => name.startsWith('linear-huber-seed'))).toBe(true);
  });

  test('stops at once when the signal had come before', async () => {
    for (const jobs of [1, 2]) {
      await expect(compare({ ...SMALL, jobs, signal: AbortSignal.abort() })).rejects.toMatchObject({
        code: 'interrupted',
      });
    }
  });
});

describe('a comparison on a disk that fails', () => {
  test('says so in one sentence, whichever operation it is, and succeeds the next time', async () => {
    const options = { ...SMALL, losses: ['mse'], learningRates: [30], seeds: 3 };
    const expected = withoutTimings(await compare(options));
    let refused = 0;
    const operations = await failEveryOperation(nodeFileSystem, {}, async (files) => {
      const folder = newFolder();
      try {
        await compare({ ...options, folder, files });
      } catch (error) {
        refused += 1;
        expect(error).toBeInstanceOf(LosskitError);
        expect(error instanceof Error && error.message).toMatch(/cannot be (read|written): EIO: i\/o error/);
      }
      expect(withoutTimings(await compare({ ...options, folder }))).toEqual(expected);
      expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
    });
    expect(operations).toBeGreaterThan(20);
    // Only what was to be read can fail in silence: then the run is done again.
    expect(refused).toBeGreaterThan(operations - 12);
  });
});

test('what is told by the way changes nothing, and ends with the result', async () => {
  const told: InterimTask[] = [];
  const plans: ComparisonPlan[] = [];
  const options = { ...SMALL, seeds: 3 };
  const watched = await compare({
    ...options,
    onPlan: (plan) => plans.push(plan),
    onInterim: (interim) => told.push(interim),
  });
  expect(withoutTimings(watched)).toEqual(withoutTimings(await compare(options)));
  expect(told.map(({ seeds, isFinal }) => [seeds, isFinal])).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ]);
  expect(told[2]?.result).toEqual(watched.comparison.tasks[0]);
  expect(told[1]?.runs).toHaveLength(4);
  expect(plans).toMatchObject([
    {
      config: watched.comparison.config,
      tasks: [
        {
          task: 'linear',
          losses: ['meanSquaredError', 'meanAbsoluteError'],
          metric: 'rmse',
          preview: watched.previews[0],
        },
      ],
    },
  ]);
});
