import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import type { ExecutedRun, Executor } from '@losskit/study';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { CONTEXT, requestOf, runOf } from '../../fixtures/sampleCells.ts';
import { cellId } from '../cells/Cell.ts';
import { readBundle } from './bundle.ts';
import { type CellFolder, openCellFolder } from './cellFolder.ts';
import { type QueueCounts, slurmArray } from './slurmArray.ts';
import type { JobArray, QueuedTask, SlurmQueue } from './slurmCommands.ts';

let root = '';
let folder: CellFolder;
const notes: string[] = [];
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'losskit-slurm-array-')), 'cluster');
  folder = await openCellFolder(root, 'a context', (reason) => void notes.push(reason));
  notes.length = 0;
});
afterEach(() => rm(join(root, '..'), { recursive: true, force: true }));

/** Does the task of a bundle; true where it stays in the queue. */
type OnTask = (seeds: readonly number[], attempt: number) => Promise<boolean>;

/** A Slurm that does with each task what a test says, as soon as it is asked how its queue is. */
class FakeSlurm implements SlurmQueue {
  readonly arrays: JobArray[] = [];
  readonly cancelled: string[] = [];
  queued: QueuedTask[] = [];
  /** Words of what it refuses next. */
  readonly refusals: string[] = [];
  /** Whether it takes what it refuses. */
  takesRefused = false;

  readonly #onTask: OnTask;

  constructor(onTask: OnTask) {
    this.#onTask = onTask;
  }

  /** The seeds of every task so far. */
  async seeds(): Promise<number[][]> {
    const all = this.arrays.flatMap(({ script, tasks }) =>
      Array.from({ length: tasks }, (_, index) => script.replace(/\.sh$/, `-${index}.json`)),
    );
    return Promise.all(all.map(seedsIn));
  }

  async submit(array: JobArray): Promise<void> {
    const refusal = this.refusals.shift();
    if (refusal === undefined || this.takesRefused) {
      this.arrays.push(array);
      for (let index = 0; index < array.tasks; index++)
        this.queued.push({ array: array.name, index, isRunning: true, reason: 'None' });
    }
    if (refusal !== undefined) throw new LosskitError('scheduler-failed', refusal);
  }

  async tasks(): Promise<readonly QueuedTask[]> {
    const before = this.queued;
    const stay = await Promise.all(
      before.map(async ({ array, index }) => {
        const bundle = join(root, 'bundles', `${array}-${index}.json`);
        return this.#onTask(await seedsIn(bundle), this.arrays.length);
      }),
    );
    this.queued = before.filter((_, place) => stay[place]);
    return this.queued;
  }

  async cancel(arrays: readonly string[]): Promise<void> {
    this.cancelled.push(...arrays);
    this.queued = this.queued.filter(({ array }) => !arrays.includes(array));
  }
}

async function seedsIn(bundle: string): Promise<number[]> {
  return (await readBundle(bundle)).cells.map(({ request }) => request.seed);
}

/** Writes what a task that runs these seeds would. */
async function finish(seeds: readonly number[], seconds = 2): Promise<void> {
  for (const request of seeds.map(requestOf)) {
    const run = runOf(request, 'some', seconds);
    await folder.addResult(cellId({ context: CONTEXT, request }), { worker: 'node', run });
  }
}

async function finishAll(seeds: readonly number[]): Promise<boolean> {
  await finish(seeds);
  return false;
}

const kept: number[] = [];
const counts: QueueCounts[] = [];
beforeEach(() => {
  kept.length = 0;
  counts.length = 0;
});

interface Sizes {
  readonly taskSeconds?: number;
  readonly mostTasks?: number;
}

function open(
  queue: SlurmQueue,
  { taskSeconds = 4, mostTasks = 10 }: Sizes = {},
  signal?: AbortSignal,
): Executor {
  return slurmArray({
    folder,
    contexts: [CONTEXT],
    queue,
    sizes: { taskSeconds, mostTasks },
    command: 'losskit run-bundle',
    signal,
    onQueue: (count) => void counts.push(count),
    onNote: (text) => void notes.push(text),
    interval: 1,
  });
}

async function runSeed(executor: Executor, seed: number): Promise<ExecutedRun> {
  return executor.run(requestOf(seed), async ({ record }) => void kept.push(record.seed));
}

const runSeeds = (executor: Executor, seeds: readonly number[]) =>
  Promise.all(seeds.map((seed) => runSeed(executor, seed)));

test('runs are bundled into tasks, kept once each, and the folder is removed when nothing is open', async () => {
  const slurm = new FakeSlurm(finishAll);
  const executor = open(slurm);
  const runs = await runSeeds(executor, [0, 1, 2, 3, 4]);
  expect(runs.map(({ record }) => record.seed)).toEqual([0, 1, 2, 3, 4]);
  expect(kept.toSorted()).toEqual([0, 1, 2, 3, 4]);
  expect(await slurm.seeds()).toEqual([
    [0, 1],
    [2, 3, 4],
  ]);
  await executor.close();
  expect(slurm.cancelled).toEqual([]);
  await expect(readdir(root)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('the script of an array runs the bundle that has the index of its task', async () => {
  const slurm = new FakeSlurm(async (seeds) => {
    const [{ script = '', name = '' } = {}] = slurm.arrays;
    expect(await readFile(script, 'utf8')).toBe(
      `#!/bin/sh\nexec losskit run-bundle ${join(root, 'bundles', name)}-"$SLURM_ARRAY_TASK_ID".json\n`,
    );
    return finishAll(seeds);
  });
  await runSeed(open(slurm), 0);
});

test('what follows is planned by what runs took, and in no more tasks than an array may have', async () => {
  const slurm = new FakeSlurm(async (seeds) => {
    await finish(seeds, 40);
    return false;
  });
  const executor = open(slurm, { taskSeconds: 60, mostTasks: 2 });
  await runSeeds(executor, [0, 1]);
  await runSeeds(executor, [2, 3, 4, 5, 6, 7]);
  expect(await slurm.seeds()).toEqual([
    [0, 1],
    [2, 3, 4],
    [5, 6, 7],
  ]);
});

test('what has a result is not submitted, also when it is asked for late', async () => {
  await finish([0, 7]);
  const slurm = new FakeSlurm(finishAll);
  const executor = open(slurm);
  await runSeeds(executor, [0, 1]);
  await runSeed(executor, 7);
  expect(await slurm.seeds()).toEqual([[1]]);
});

describe('a task that ends before its runs do', () => {
  test('is followed by one that does what is left', async () => {
    const slurm = new FakeSlurm(async (seeds, attempt) =>
      finishAll(attempt === 1 ? seeds.slice(0, 1) : seeds),
    );
    const executor = open(slurm, { taskSeconds: 60 });
    const runs = await runSeeds(executor, [0, 1, 2]);
    expect(runs.map(({ record }) => record.status)).toEqual(Array(3).fill('finished'));
    // The one that it died with may be to blame: it comes alone.
    expect(await slurm.seeds()).toEqual([[0, 1, 2], [1], [2]]);
  });

  test('twice with the same run loses that run, with where to look, and no other', async () => {
    const slurm = new FakeSlurm(async (seeds) =>
      finishAll(seeds.slice(0, seeds.indexOf(1) >= 0 ? seeds.indexOf(1) : 9)),
    );
    const executor = open(slurm, { taskSeconds: 60 });
    const [, lost, ...others] = await runSeeds(executor, [0, 1, 2, 3]);
    expect(others.map(({ record }) => record.status)).toEqual(['finished', 'finished']);
    expect(lost?.record).toMatchObject({ status: 'lost', code: 'process-died' });
    expect(lost?.record.reason).toContain(`${join(root, 'logs', slurm.arrays[1]?.name ?? '')}-0.log has`);
    await executor.close();
    // Its log is still there.
    expect(await readdir(root)).toContain('logs');
  });

  test('without a result at all has all of its runs tried alone, and lost after a second time', async () => {
    const slurm = new FakeSlurm(async () => false);
    const runs = await runSeeds(open(slurm, { taskSeconds: 60 }), [0, 1]);
    expect(runs.map(({ record }) => record.status)).toEqual(['lost', 'lost']);
    expect(await slurm.seeds()).toEqual([[0, 1], [0], [1]]);
  });

  test('is not given up for results that come to light after it has left the queue', async () => {
    let hasLeft = false;
    const slurm = new FakeSlurm(async () => {
      hasLeft = true;
      return false;
    });
    const tasks = slurm.tasks.bind(slurm);
    slurm.tasks = async () => {
      const wasGone = hasLeft;
      const queued = await tasks();
      if (wasGone) await finish([0]);
      return queued;
    };
    expect((await runSeed(open(slurm), 0)).record.status).toBe('finished');
    expect(await slurm.seeds()).toEqual([[0]]);
  });
});

test('a coordinator that goes on for one that died takes its results, waits for its tasks, and submits neither again', async () => {
  const died = new FakeSlurm(async (seeds) => !seeds.includes(0) || finishAll(seeds));
  const first = open(died, { taskSeconds: 2 });
  const others = [1, 2].map((seed) => runSeed(first, seed));
  await runSeed(first, 0);
  const slurm = new FakeSlurm(finishAll);
  slurm.queued = died.queued;
  // From here on the first does nothing more.
  died.tasks = () => new Promise(() => {});
  folder = await openCellFolder(root, 'a context', () => {});
  await runSeeds(open(slurm, { taskSeconds: 2 }), [0, 1, 2, 3]);
  expect(kept.toSorted()).toEqual([0, 0, 1, 2, 3]);
  expect(await slurm.seeds()).toEqual([[3]]);
  expect(await Promise.race([...others, 'nothing'])).toBe('nothing');
});

describe('Slurm that says no', () => {
  test('to the first array is believed at once', async () => {
    const slurm = new FakeSlurm(finishAll);
    slurm.refusals.push('no such partition');
    await expect(runSeed(open(slurm), 0)).rejects.toThrow('no such partition');
    expect(slurm.arrays).toEqual([]);
  });

  test('later is asked again, and what it took all the same is not submitted twice', async () => {
    const slurm = new FakeSlurm(finishAll);
    const executor = open(slurm);
    await runSeed(executor, 0);
    slurm.refusals.push('socket timed out');
    slurm.takesRefused = true;
    await runSeed(executor, 1);
    slurm.takesRefused = false;
    slurm.refusals.push('socket timed out');
    await runSeed(executor, 2);
    expect(await slurm.seeds()).toEqual([[0], [1], [2]]);
    expect(notes).toEqual(Array(2).fill('socket timed out Trying again.'));
  });

  test('to how its queue is loses no task', async () => {
    const slurm = new FakeSlurm(finishAll);
    const tasks = slurm.tasks.bind(slurm);
    let looks = 0;
    slurm.tasks = async () => {
      looks += 1;
      if (looks > 1 && looks < 6) throw new LosskitError('scheduler-failed', 'no answer.');
      return tasks();
    };
    await runSeed(open(slurm), 0);
    expect(await slurm.seeds()).toEqual([[0]]);
    expect(notes).toEqual(Array(4).fill('no answer. Asking again.'));
  });
});

test('a problem with a cell fails its task, and is gone when the comparison is run again', async () => {
  const slurm = new FakeSlurm(async ([seed = 0]) => {
    const id = cellId({ context: CONTEXT, request: requestOf(seed) });
    await folder.addResult(id, { worker: 'node', problem: 'wages.csv: expected a file, got none.' });
    return true;
  });
  const executor = open(slurm);
  await expect(runSeed(executor, 0)).rejects.toMatchObject({
    code: 'task-failed',
    message: 'wages.csv: expected a file, got none.',
  });
  await executor.close();
  expect(await readdir(join(root, 'results'))).toEqual([]);
});

test('Ctrl-C cancels the tasks, says so, and leaves results where they are', async () => {
  const controller = new AbortController();
  const slurm = new FakeSlurm(async (seeds) => {
    if (seeds.includes(0)) return finishAll(seeds);
    if (kept.includes(0)) controller.abort();
    return true;
  });
  const executor = open(slurm, { taskSeconds: 2 }, controller.signal);
  const [first, ...others] = [0, 1, 2].map((seed) => runSeed(executor, seed));
  await expect(first).resolves.toMatchObject({ record: { seed: 0 } });
  for (const run of others) await expect(run).rejects.toMatchObject({ code: 'interrupted' });
  await executor.close();
  expect(slurm.cancelled).toEqual(slurm.arrays.map(({ name }) => name));
  expect(notes.at(-1)).toBe('Cancelled 2 tasks of Slurm.');
  expect(await readdir(join(root, 'results'))).toHaveLength(1);
  await expect(runSeed(executor, 3)).rejects.toMatchObject({ code: 'interrupted' });
});

test('tasks that wait and run are counted, with why the first waits', async () => {
  const slurm = new FakeSlurm(finishAll);
  const tasks = slurm.tasks.bind(slurm);
  let looks = 0;
  slurm.tasks = async () => {
    looks += 1;
    if (looks !== 2) return tasks();
    return slurm.queued.map((task, place) =>
      place === 0 ? task : { ...task, isRunning: false, reason: 'Priority' },
    );
  };
  const executor = open(slurm, { taskSeconds: 2 });
  await runSeeds(executor, [0, 1, 2]);
  expect(counts[1]).toEqual({ running: 1, pending: 2, reason: 'Priority' });
});
