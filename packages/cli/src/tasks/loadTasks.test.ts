import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePng } from '@losskit/data';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Outcome, runLosskit } from '../../fixtures/runLosskit.ts';
import { loadTask, loadTasks } from './loadTasks.ts';

let folder = '';
let wages = '';
let photographs = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-tasks-'));
  wages = join(folder, 'wages.csv');
  const rows = Array.from({ length: 60 }, (_, row) => {
    const education = 8 + (row % 11);
    const wage = (3 * education + (row % 7)).toFixed(1);
    return `${education},${row % 5},${['north', 'south'][row % 2]},${wage},${['low', 'high', 'top'][row % 3]}`;
  });
  await writeFile(wages, ['education,age,region,wage,band', ...rows].join('\n'));
  photographs = join(folder, 'leaves');
  for (const [place, name] of ['oak', 'birch'].entries()) {
    await mkdir(join(photographs, name), { recursive: true });
    for (let shade = 0; shade < 6; shade++) {
      const pixels = new Uint8Array(8 * 8 * 3).fill(place * 150 + 10 * shade);
      await writeFile(join(photographs, name, `${shade}.png`), encodePng(pixels, 8, 8));
    }
  }
});
afterAll(() => rm(folder, { recursive: true }));

/** A run ends before compiling its step has paid. */
const QUICK = ['--epochs', '1', '--seeds', '1', '--jobs', '1', '--compile', 'off', '--json'];
let runs = 0;

async function compared(...words: string[]) {
  runs += 1;
  const outcome = await runLosskit('compare', ...words, ...QUICK, '--out', join(folder, `run-${runs}`));
  return { ...outcome, comparison: JSON.parse(outcome.stdout || 'null') };
}

describe('a task from a table', () => {
  test('is named after its file, takes all other columns, and beside it stand others', async () => {
    const tasks = await loadTasks(['fruit'], { csv: wages, target: 'wage' });
    expect(tasks.map(({ name, kind }) => [name, kind])).toEqual([
      ['fruit', 'multiclass'],
      ['wages', 'continuous'],
    ]);
    expect(tasks[1]?.featureNames).toEqual([
      'education',
      'age',
      'region=north',
      'region=south',
      'band=high',
      'band=low',
      'band=top',
    ]);
  });

  test('in the place of linear has its name and is a regression, whatever the numbers look like', async () => {
    const options = { csv: wages, target: 'age', features: ['education'] };
    const [linear] = await loadTasks(['linear'], options);
    expect([linear?.name, linear?.kind]).toEqual(['linear', 'continuous']);
    const [wagesTask] = await loadTasks([], options);
    expect([wagesTask?.name, wagesTask?.kind]).toEqual(['wages', 'multiclass']);
  });

  test('ranks by the metric that is named, which is told to processes', async () => {
    const [wagesTask] = await loadTasks([], { csv: wages, target: 'band', rankBy: 'topKAccuracy:k=2' });
    expect(wagesTask?.rankBy.name).toBe('topKAccuracy:k=2');
    expect(wagesTask?.reference).toMatchObject({ rankBy: 'topKAccuracy:k=2' });
    const unknown = loadTasks([], { csv: wages, target: 'band', rankBy: 'acuracy' });
    await expect(unknown).rejects.toThrow("got 'acuracy' (did you mean 'accuracy'?).");
  });

  test('of words is a classification, and what was decided is said', async () => {
    const [wagesTask] = await loadTasks([], { csv: wages, target: 'band' });
    expect(wagesTask?.losses).toHaveLength(10);
    const words = ['--csv', wages, '--target', 'band', '--losses', 'crossEntropy,mse'];
    const { exitCode, stderr, comparison } = await compared(...words);
    expect(exitCode).toBe(0);
    expect(stderr).toContain("target 'band': words, so a class per word; --kind says otherwise\n");
    const [task] = comparison.tasks;
    expect(task).toMatchObject({ task: 'wages', kind: 'multiclass', metric: 'accuracy' });
    expect(task.results).toHaveLength(2);
    expect(comparison.config.tasks[0].data).toMatchObject({ from: 'table', file: wages, target: 'band' });
  });

  test('takes a kind, hidden layers and losses with options', async () => {
    const words = ['--csv', wages, '--target', 'age', '--kind', 'counts', '--hidden', '4'];
    const losses = ['--losses', 'poissonNll,barron:alpha=-2,scale=3,mse+l2Penalty:lambda=0.1'];
    const { exitCode, comparison } = await compared(...words, ...losses);
    expect(exitCode).toBe(0);
    expect(comparison.tasks[0].kind).toBe('counts');
    expect(comparison.config.losses).toEqual([
      'poissonNll',
      'barron:alpha=-2,scale=3',
      'meanSquaredError+l2Penalty:lambda=0.1',
    ]);
  });

  test.each([0, 1_700_000_000, 1_700_000_038_912])(
    'of numbers from %d on is fitted as one from 0 on',
    async (start) => {
      const file = join(folder, `from-${start}.csv`);
      const rows = Array.from({ length: 200 }, (_, row) => `${start + row};${start / 4 + 3 * row + 5},5`);
      await writeFile(file, `t, in s;y\n${rows.join('\n')}\n`);
      const words = ['--csv', file, '--target', 'y', '--features', '"t, in s"', '--loss', 'mse', '--json'];
      const { exitCode, stdout, stderr } = await runLosskit('train', ...words);
      expect(exitCode).toBe(0);
      expect(stderr).toContain("';' as separator, decimal commas\n");
      // The line goes through every point.
      const { rmse, rSquared } = JSON.parse(stdout).metrics;
      expect(rmse).toBeLessThan(1e-3);
      expect(rSquared).toBeGreaterThan(1 - 1e-9);
    },
  );

  test('is read as its options say, which is recorded', async () => {
    const file = join(folder, 'odd.csv');
    const rows = Array.from(
      { length: 30 },
      (_, row) => `${row}:${row % 3}:${row % 5 === 0 ? '' : row * 0.5}:${row * 2}.5`,
    );
    await writeFile(file, `a:b:c:y\n${rows.join('\n')}\n`);
    const reading = ['--separator', ':', '--decimal', '.', '--encoding', 'utf-8', '--missing', 'drop'];
    const words = ['--csv', file, '--target', 'y', '--categorical', 'b', ...reading];
    const { exitCode, stderr, comparison } = await compared(...words, '--losses', 'mse');
    expect(exitCode).toBe(0);
    expect(stderr).toContain("odd: left out 6 of 30 rows without a value ('c' 6)\n");
    expect(comparison.tasks[0].parts).toEqual({ train: 14, validation: 5, test: 5 });
    expect(comparison.config.tasks[0].data).toMatchObject({
      categorical: ['b'],
      separator: ':',
      decimal: '.',
      encoding: 'utf-8',
      missing: 'drop',
    });
  });

  test('is trained as well, and gets a learning rate', async () => {
    const words = ['--csv', wages, '--target', 'wage', '--loss', 'huber:delta=0.5', '--json'];
    const trained = await runLosskit('train', ...words, '--epochs', '2');
    expect(trained.exitCode).toBe(0);
    expect(JSON.parse(trained.stdout)).toMatchObject({ task: 'wages', loss: 'huber:delta=0.5' });
    const found = await runLosskit('find-learning-rate', ...words);
    expect(JSON.parse(found.stdout)).toMatchObject({ task: 'wages', loss: 'huber:delta=0.5' });
  });
});

describe('a task from photographs', () => {
  test('is named after its folder', async () => {
    const { exitCode, comparison } = await compared('--images', photographs, '--losses', 'crossEntropy,mse');
    expect(exitCode).toBe(0);
    expect(comparison.tasks).toMatchObject([{ task: 'leaves', kind: 'multiclass' }]);
    expect(await readdir(join(folder, `run-${runs}`))).toContain('report.html');
  });

  test('in the place of fruit has its name', async () => {
    const fruit = await loadTask('fruit', { data: photographs });
    expect([fruit.name, fruit.classNames]).toEqual(['fruit', ['birch', 'oak']]);
  });
});

test('one task is wanted where one is trained', async () => {
  const refusal = (outcome: Outcome) => [outcome.exitCode, outcome.stderr];
  const words = ['--csv', wages, '--target', 'wage', '--loss', 'mse'];
  expect(refusal(await runLosskit('train', 'fruit', ...words))).toEqual([
    2,
    'losskit: task: expected one task, got fruit, wages.\n',
  ]);
});

test('the built-in tasks are listed with the kind of their targets', async () => {
  const { exitCode, stdout } = await runLosskit('tasks');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^linear +continuous +1,240 +y = 4 \+ 2\.5 x/m);
  expect(JSON.parse((await runLosskit('tasks', '--json')).stdout)).toContainEqual(
    expect.objectContaining({ task: 'fruit-bowl', kind: 'multilabel', metric: 'allRight' }),
  );
});
