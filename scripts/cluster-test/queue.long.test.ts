import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { countIn, crash, startBroker, startComparison, startWorker, storedRuns, until } from './cluster.mjs';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis) console.warn('No redis-server: comparisons over several machines are not tested.');

const MOST = 240_000;
/** Runs of two seconds, so that there is something to stop. */
const SLOW = ['packages/cluster/fixtures/waits.task.ts', '--seeds', '3', '--backend', 'cpu'];
const QUICK = ['linear', '--seeds', '2', '--epochs', '2', '--backend', 'cpu'];
const WITH_MSE = ['--losses', 'mse'];

describe.skipIf(!hasRedis)('runs that a queue hands out', () => {
  let folder: string;
  let broker: Awaited<ReturnType<typeof startBroker>>;
  let children: ChildProcess[] = [];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'losskit-queue-'));
    broker = await startBroker(folder);
  }, MOST);
  afterEach(async () => {
    await Promise.all(children.map(crash));
    children = [];
    await broker.crash();
    rmSync(folder, { recursive: true, force: true });
  }, MOST);

  const at = (name: string) => join(folder, name);
  const comparisonIn = (name: string) => readFile(join(at(name), 'comparison.json'), 'utf8');
  function child(started: ChildProcess): ChildProcess {
    children.push(started);
    return started;
  }
  /** A comparison and a worker write what they say to a file of their name. */
  const compare = (name: string, words: readonly string[], where = ['--queue', broker.url]) =>
    child(startComparison([...words, ...where], at(name), at(`${name}.log`)));
  const work = (name: string) => child(startWorker(broker.url, at(`${name}.log`)));

  async function exitCode(process: ChildProcess): Promise<number | null> {
    if (process.exitCode === null) await once(process, 'exit');
    return process.exitCode;
  }
  /** Presses Ctrl-C, and gives the exit code. */
  function stop(process: ChildProcess): Promise<number | null> {
    const ended = exitCode(process);
    process.kill('SIGINT');
    return ended;
  }
  async function comparisonOfOneMachine(name: string, words: readonly string[]): Promise<string> {
    expect(await exitCode(compare(name, words, ['--jobs', '1']))).toBe(0);
    return comparisonIn(name);
  }
  const firstRun = (name: string) => until(async () => (await storedRuns(at(name))).length > 0);

  test(
    'are kept where the comparison is stopped, which goes on to the same bytes',
    async () => {
      const words = [...SLOW, ...WITH_MSE];
      work('worker');
      const stopped = compare('stopped', words);
      await firstRun('stopped');
      expect(await stop(stopped)).toBe(130);
      const kept = await storedRuns(at('stopped'));
      expect(kept.length).toBeGreaterThan(0);
      expect(await countIn(at('stopped.log'), /What is done is kept/)).toBe(1);
      expect(await exitCode(compare('stopped', words))).toBe(0);
      expect(await countIn(at('stopped.log'), /^Continuing the comparison/)).toBe(1);
      expect(await comparisonIn('stopped')).toBe(await comparisonOfOneMachine('alone', words));
    },
    MOST,
  );

  test(
    'are done by another worker where one is stopped',
    async () => {
      const words = [...SLOW, ...WITH_MSE];
      const worker = work('worker');
      const comparison = compare('together', words);
      await firstRun('together');
      expect(await stop(worker)).toBe(130);
      expect(comparison.exitCode).toBeNull();
      work('other');
      expect(await exitCode(comparison)).toBe(0);
      expect(await comparisonIn('together')).toBe(await comparisonOfOneMachine('alone', words));
    },
    MOST,
  );

  test(
    'can be stopped at both ends while the broker is away',
    async () => {
      const worker = work('worker');
      const comparison = compare('together', [...SLOW, ...WITH_MSE]);
      await firstRun('together');
      await broker.crash();
      for (const name of ['worker', 'together'])
        await until(async () => (await countIn(at(`${name}.log`), /does not answer; waiting for it/)) > 0);
      expect(await Promise.all([stop(worker), stop(comparison)])).toEqual([130, 130]);
      expect(await storedRuns(at('together'))).not.toEqual([]);
    },
    MOST,
  );

  test(
    'of two comparisons at once are each that of one machine',
    async () => {
      const [first, second] = [
        [...QUICK, '--losses', 'mse,huber'],
        [...QUICK, '--losses', 'huber,mae'],
      ];
      const comparisons = [compare('first', first), compare('second', second)];
      const client = new Redis(broker.url);
      try {
        await until(async () => (await client.zcard('losskit:open')) === 2);
      } finally {
        client.disconnect();
      }
      work('worker');
      expect(await Promise.all(comparisons.map(exitCode))).toEqual([0, 0]);
      expect(await comparisonIn('first')).toBe(await comparisonOfOneMachine('firstAlone', first));
      expect(await comparisonIn('second')).toBe(await comparisonOfOneMachine('secondAlone', second));
    },
    MOST,
  );

  test(
    'of the same comparison twice at once, in two folders, are those of one machine in both',
    async () => {
      const words = [...QUICK, ...WITH_MSE];
      const comparisons = [compare('first', words), compare('second', words)];
      work('worker');
      expect(await Promise.all(comparisons.map(exitCode))).toEqual([0, 0]);
      const alone = await comparisonOfOneMachine('alone', words);
      expect([await comparisonIn('first'), await comparisonIn('second')]).toEqual([alone, alone]);
    },
    MOST,
  );

  test(
    'that come to two results stop the comparison, with both workers named',
    async () => {
      const comparison = compare('together', [...QUICK, ...WITH_MSE]);
      const client = new Redis(broker.url);
      try {
        let cells: string[] = [];
        await until(async () => {
          const [queue] = await client.zrange('losskit:open', '0', '-1');
          cells = queue === undefined ? [] : await client.lrange(`bull:${queue}:wait`, 0, -1);
          return cells.length > 0;
        });
        // Another worker has done them all, and came to other weights.
        for (const cell of cells) await client.set(`losskit:first:${cell}`, 'other:1:1\nfinished  0123');
      } finally {
        client.disconnect();
      }
      work('worker');
      expect(await exitCode(comparison)).toBe(1);
      expect(await readFile(at('together.log'), 'utf8')).toMatch(
        /linear, meanSquaredError, seed \d+: expected one result from every worker, got 'finished {2}0123' from other:1:1 and 'finished {2}[0-9a-f]{64}' from \S+:\d+:1\./,
      );
      expect(await storedRuns(at('together'))).toEqual([]);
    },
    MOST,
  );
});
