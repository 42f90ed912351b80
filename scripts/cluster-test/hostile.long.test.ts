import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellId, cellSchema } from '@losskit/cluster';
import { type Job, Queue, QueueEvents, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { countIn, crash, startBroker, startComparison, startWorker, storedRuns, until } from './cluster.mjs';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
const WORDS = ['linear', '--losses', 'mse', '--seeds', '1', '--epochs', '2', '--backend', 'cpu'];
const MOST = 120_000;

describe.skipIf(!hasRedis)('with a broker that is not to be trusted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'losskit-hostile-'));
  let broker: Awaited<ReturnType<typeof startBroker>>;
  let client: Redis;
  let connection: { host: string; port: number; maxRetriesPerRequest: null };
  const closings: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    broker = await startBroker(folder);
    const { hostname: host, port } = new URL(broker.url);
    connection = { host, port: Number(port), maxRetriesPerRequest: null };
    client = new Redis(connection);
  }, MOST);
  afterAll(async () => {
    for (const close of closings.reverse()) await close();
    client.disconnect();
    await broker.crash();
    rmSync(folder, { recursive: true, force: true });
  }, MOST);

  /** The name of the queue of a comparison that has begun, and its first cell. */
  async function firstCell(queue: Queue): Promise<Job> {
    let found: Job | undefined;
    await until(async () => {
      [found] = await queue.getWaiting();
      return found !== undefined;
    });
    return found ?? expect.unreachable();
  }

  async function openQueue(): Promise<string> {
    let name: string | undefined;
    await until(async () => {
      [name] = await client.zrange('losskit:open', '0', '-1');
      return name !== undefined;
    });
    return name ?? expect.unreachable();
  }

  test(
    'workers refuse what is no cell, names paths or is of another context, run nothing of it, and count it',
    async () => {
      const harm = join(folder, 'harm');
      const code = join(folder, 'harm.task.mjs');
      writeFileSync(
        code,
        `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(harm)}, '');`,
      );
      const out = join(folder, 'victim');
      const comparison = startComparison([...WORDS, '--queue', broker.url], out, join(folder, 'compare.log'));
      closings.push(() => crash(comparison));
      const name = await openQueue();
      const queue = new Queue(name, { connection });
      const events = new QueueEvents(name, { connection });
      closings.push(
        () => queue.close(),
        () => events.close(),
      );
      const { data } = await firstCell(queue);
      const moduleAt = (file: string) => ({ from: 'module', name: 'harm', file, sha256: '0'.repeat(64) });
      const withReference = (reference: object) => ({ ...data, request: { ...data.request, reference } });
      const hostile: readonly unknown[] = [
        'process.exit()',
        { code: 'process.exit()' },
        JSON.parse(`{"__proto__":{"polluted":true},${JSON.stringify(data).slice(1)}`),
        { ...data, request: { ...data.request, run: code } },
        // A cell under a name that is not its own.
        { ...data, request: { ...data.request, seed: 99 } },
        withReference(moduleAt(code)),
        withReference(moduleAt(`project:../../../../../..${code}`)),
        withReference({ from: 'table', name: 't', file: '/etc/passwd', target: 'x' }),
        { ...data, request: { ...data.request, loss: 'l'.repeat(2_000_000) } },
      ];
      const jobs = await Promise.all(
        hostile.map((one, place) => queue.add('hostile', one, { jobId: `hostile-${place}` })),
      );
      // These have their right names, so that their contents are what is refused.
      const named = await Promise.all(
        [
          withReference(moduleAt(code)),
          withReference(moduleAt('project:../harm.task.mjs')),
          withReference({ from: 'table', name: 't', file: 'sent:../../etc/passwd', target: 'x' }),
        ].map((one) => queue.add('hostile', one, { jobId: cellId(cellSchema.parse(one)) })),
      );
      const log = join(folder, 'worker.log');
      const worker = startWorker(broker.url, log);
      closings.push(() => crash(worker));
      const all = [...jobs, ...named];
      for (const job of all) await expect(job.waitUntilFinished(events)).rejects.toThrow();
      // A job has failed before the worker's line about it is in the file.
      await until(async () => (await countIn(log, /^Refused/)) >= all.length);
      expect(await countIn(log, /^Refused/)).toBe(all.length);
      expect(existsSync(harm)).toBe(false);
      // The comparison itself went through between them.
      await until(async () => comparison.exitCode !== null);
      expect(comparison.exitCode).toBe(0);
      await crash(worker);
    },
    MOST,
  );

  test(
    'a comparison refuses results of another form, of another cell, too large, and counts none',
    async () => {
      const out = join(folder, 'coordinator');
      const log = join(folder, 'coordinator.log');
      const comparison = startComparison([...WORDS, '--seeds', '2', '--queue', broker.url], out, log);
      closings.push(() => crash(comparison));
      const name = await openQueue();
      const answers: readonly unknown[] = [
        { worker: 'evil', run: { record: { task: 'linear' }, seconds: 0 } },
        JSON.parse('{"__proto__":{"a":1},"worker":"evil","problem":""}'),
        { worker: 'evil', problem: 'x'.repeat(20_000_000) },
      ];
      let given = 0;
      const evil = new Worker(name, async () => answers[given++ % answers.length], { connection });
      closings.push(() => evil.close());
      await until(async () => comparison.exitCode !== null);
      expect(comparison.exitCode).toBe(1);
      expect(given).toBeGreaterThanOrEqual(2);
      await until(async () => (await countIn(log, /^Refused: result of a cell: expected/)) >= given);
      expect(await countIn(log, /^Refused: result of a cell: expected/)).toBe(given);
      expect(await storedRuns(out)).toEqual([]);
    },
    MOST,
  );
});
