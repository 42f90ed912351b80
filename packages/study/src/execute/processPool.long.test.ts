import { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { fileURLToPath } from 'node:url';
import { loadTaskModule } from '@losskit/tasks';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { trialOf } from '../../fixtures/trialOf.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';
import type { KeepRun } from './Executor.ts';
import { processPool } from './processPool.ts';

const started: ChildProcess[] = [];
let onStart: (child: ChildProcess) => void = () => {};

function onChildProcess(message: unknown): void {
  if (typeof message !== 'object' || message === null || !('process' in message)) return;
  if (!(message.process instanceof ChildProcess)) return;
  const child = message.process;
  started.push(child);
  child.once('spawn', () => onStart(child));
}

beforeAll(() => subscribe('child_process', onChildProcess));
afterAll(() => void unsubscribe('child_process', onChildProcess));
afterEach(() => {
  started.length = 0;
  kept.length = 0;
  onStart = () => {};
});

let request: TrialRequest;
beforeAll(async () => {
  ({ request } = await trialOf('linear', { seed: 0, learningRate: 0.1, epochs: 2 }));
});

const kept: number[] = [];
const keep: KeepRun = async ({ record }) => void kept.push(record.seed);

function ended({ pid }: ChildProcess): boolean {
  try {
    process.kill(pid ?? 0, 0);
    return false;
  } catch {
    return true;
  }
}

describe('processPool', () => {
  test('runs several requests in no more processes than asked for, and ends them all', async () => {
    const pool = processPool(2);
    const runs = await Promise.all([0, 1, 2, 3].map((seed) => pool.run({ ...request, seed }, keep)));
    expect(runs.map(({ record }) => [record.seed, record.status])).toEqual(
      [0, 1, 2, 3].map((seed) => [seed, 'finished']),
    );
    expect(kept.toSorted()).toEqual([0, 1, 2, 3]);
    expect(started).toHaveLength(2);
    await pool.close();
    expect(started.map(ended)).toEqual([true, true]);
    await expect(pool.run(request, keep)).rejects.toMatchObject({ code: 'interrupted' });
  });

  test('tries a run again whose process was killed', async () => {
    onStart = (child) => {
      if (started.length === 1) child.kill('SIGKILL');
    };
    const pool = processPool(1);
    const { record } = await pool.run(request, keep);
    expect(record.status).toBe('finished');
    expect(started).toHaveLength(2);
    await pool.close();
  });

  test('a run whose process dies twice is lost, with how it died, and the others go on', async () => {
    const [task] = await loadTaskModule(
      fileURLToPath(new URL('../../fixtures/dying.task.ts', import.meta.url)),
    );
    if (!task) throw new Error('expected a task');
    const { request: ofSeed } = await trialOf(task, { learningRate: 0.1, epochs: 1 });
    const written = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const pool = processPool(2);
    const seeds = [1, 2, 3, 4, 5, 6, 7, 9];
    const runs = await Promise.all(seeds.map((seed) => pool.run({ ...ofSeed, seed }, keep)));
    await pool.close();
    const lostOf = (seed: number, words: string) =>
      `dyingSeeds: the process that trained meanSquaredError with seed ${seed} ${words}.`;
    expect(runs.map(({ record: { seed, status, code, reason } }) => [seed, status, code, reason])).toEqual([
      [1, 'lost', 'process-died', lostOf(1, 'ended by itself twice (exit code 3)')],
      [
        2,
        'lost',
        'process-died',
        lostOf(
          2,
          'was killed twice (SIGKILL), as a system does that runs out of memory; fewer jobs need less',
        ),
      ],
      [
        3,
        'lost',
        'process-died',
        lostOf(3, 'crashed twice in native code (SIGSEGV); another backend may not'),
      ],
      [
        4,
        'lost',
        'out-of-memory',
        lostOf(
          4,
          'ran out of heap memory twice; NODE_OPTIONS=--max-old-space-size=<MiB> allows more, where the machine has it',
        ),
      ],
      [
        5,
        'lost',
        'out-of-memory',
        'compare: no memory was left to train meanSquaredError with seed 5 (task dyingSeeds: data threw: Array buffer allocation failed); fewer jobs need less.',
      ],
      [6, 'lost', 'process-died', lostOf(6, 'ended by itself twice (exit code 0)')],
      [7, 'finished', '', ''],
      [9, 'finished', '', ''],
    ]);
    // The dump of a full heap is not shown.
    expect(written.mock.calls.flat().join('')).not.toContain('FATAL ERROR');
    written.mockRestore();
    expect(started.every(ended)).toBe(true);
  }, 120_000);

  test('a process that cannot be started is one that died', async () => {
    const { execPath } = process;
    process.execPath = '/missing/node';
    const pool = processPool(2);
    const runs = await Promise.all([0, 1].map((seed) => pool.run({ ...request, seed }, keep))).finally(() => {
      process.execPath = execPath;
    });
    await pool.close();
    expect(runs.map(({ record }) => record.reason)).toEqual(
      [0, 1].map(
        (seed) =>
          `linear: the process that trained meanSquaredError with seed ${seed} could not be started twice (ENOENT).`,
      ),
    );
  });

  test('survives the death of a process that has nothing to do', async () => {
    const pool = processPool(1);
    await pool.run(request, keep);
    started[0]?.kill('SIGKILL');
    const { record } = await pool.run({ ...request, seed: 1 }, keep);
    expect(record.status).toBe('finished');
    await pool.close();
    expect(started.map(ended)).toEqual([true, true]);
  });

  test('hands on the problems of the data as they are', async () => {
    const pool = processPool(1);
    const reference = { from: 'table', name: 'linear', file: 'missing.csv', target: 'y' } as const;
    await expect(pool.run({ ...request, reference }, keep)).rejects.toMatchObject({
      code: 'file-missing',
      message: 'missing.csv: cannot be read: it does not exist.',
      location: { file: 'missing.csv' },
    });
    await pool.close();
  });

  test('ends what is running and what waits when the signal comes', async () => {
    const controller = new AbortController();
    const pool = processPool(1, controller.signal);
    const runs = [pool.run({ ...request, epochs: 1_000_000 }, keep), pool.run(request, keep)];
    controller.abort();
    for (const outcome of await Promise.allSettled(runs)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'interrupted' } });
    }
    await pool.close();
    expect(started.every(ended)).toBe(true);
  });
});
