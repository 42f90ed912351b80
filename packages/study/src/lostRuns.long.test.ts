import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTaskModule } from '@losskit/tasks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { CompareOptions } from './CompareOptions.ts';
import { compare } from './compare.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'losskit-lost-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

/** A comparison of a loss whose process dies when it is told to, and another, in other processes. */
async function options(folder: string): Promise<CompareOptions> {
  const tasks = await loadTaskModule(fileURLToPath(new URL('../fixtures/dying.task.ts', import.meta.url)));
  return {
    tasks: tasks.filter(({ name }) => name === 'dyingLoss'),
    seeds: 2,
    jobs: 2,
    backend: 'cpu',
    folder: join(root, folder),
  };
}

async function runsIn(folder: string): Promise<Record<string, string>> {
  const runs = join(root, folder, 'runs');
  const names = (await readdir(runs)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(runs, name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}

test('a run that the machine lost counts against no loss, is said, and is run by the same comparison', async () => {
  vi.stubEnv('DYING_LOSS', 'kill');
  const { comparison } = await compare(await options('out'));
  const [task] = comparison.tasks;
  expect(task?.results.map(({ loss, rank, failures }) => [loss, rank, failures.runs])).toEqual([
    ['meanSquaredError', 1, 0],
  ]);
  expect(task?.lost?.map(({ loss, seed, code }) => [loss, seed, code])).toEqual([
    ['dying', 0, 'process-died'],
    ['dying', 1, 'process-died'],
  ]);
  expect(task?.summary).toMatch(/Not compared, because the machine lost runs of it: dying \(2 runs\)\.$/);
  const before = await runsIn('out');
  expect(Object.keys(before)).toHaveLength(2);
  expect((await readdir(join(root, 'out'))).sort()).toEqual([
    'comparison.json',
    'previews.json',
    'runs',
    'timings.json',
    'unfinished.json',
  ]);

  vi.stubEnv('DYING_LOSS', undefined);
  const again = await compare(await options('out'));
  expect(again.comparison.tasks[0]?.lost).toBeUndefined();
  expect(await runsIn('out')).toMatchObject(before);
  await compare(await options('whole'));
  const [own, whole] = await Promise.all(
    ['out', 'whole'].map((folder) => readFile(join(root, folder, 'comparison.json'), 'utf8')),
  );
  expect(own).toBe(whole);
  expect((await readdir(join(root, 'out'))).includes('unfinished.json')).toBe(false);
}, 120_000);
