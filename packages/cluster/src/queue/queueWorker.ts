import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LosskitError, untilAborted } from '@losskit/errors';
import { processPool } from '@losskit/study';
import type { Job } from 'bullmq';

import { cellId, cellSchema } from '../cells/Cell.ts';
import { type CellResult, digestOfRun, MAX_RESULT_BYTES } from '../cells/CellResult.ts';
import { runCell } from '../cells/runCell.ts';
import { type Broker, openBroker } from './broker.ts';
import { brokerAddress, shownAddress } from './brokerAddress.ts';
import { conflictsKey, firstResultKey, KEPT, OPEN_QUEUES, refusalsKey, SILENCE } from './keys.ts';
import { fromSent, type Places } from './travel.ts';
import { workerName } from './workerName.ts';

/** Options of {@link workOnQueue}. */
export interface QueueWorkerOptions {
  /** Runs at the same time, each in a process of its own. */
  readonly jobs: number;
  /** Folder with the data of comparisons that share them instead of sending them. */
  readonly dataFrom?: string | undefined;
  /** Seconds after which another worker may take a cell of one that says nothing. Default 30. */
  readonly lockSeconds?: number | undefined;
  readonly signal: AbortSignal;
  readonly onNote: (text: string) => void;
}

/** What a worker has done for a comparison. */
interface Tally {
  finished: number;
  refused: number;
}

/** Milliseconds between two looks for a comparison. */
const LOOK = 1000;
const LOCK_SECONDS = 30;

/** A comparison that goes on and that this worker can do: of several the one whose last word is the oldest, so that they all get workers. */
async function nextQueue({ client }: Broker, refused: ReadonlySet<string>): Promise<string | undefined> {
  const [seconds] = await client.time();
  const open = await client.zrangebyscore(OPEN_QUEUES, Number(seconds) - SILENCE, '+inf');
  return open.find((name) => /^losskit-[0-9a-f]{16}$/.test(name) && !refused.has(name));
}

async function isOver({ client }: Broker, name: string): Promise<boolean> {
  const [seconds] = await client.time();
  const score = await client.zscore(OPEN_QUEUES, name);
  return score === null || Number(score) < Number(seconds) - SILENCE;
}

/** Says where two workers have come to different results of one cell. */
async function compareResults(
  { client }: Broker,
  queue: string,
  id: string,
  what: string,
  result: CellResult,
): Promise<void> {
  if (!('run' in result) || result.run.record.status === 'lost') return;
  const digest = digestOfRun(result.run);
  await client.set(firstResultKey(id), `${result.worker}\n${digest}`, 'EX', KEPT, 'NX');
  const [worker, first] = (await client.get(firstResultKey(id)))?.split('\n') ?? [];
  if (first === undefined || first === digest) return;
  const words = `${what}: expected one result from every worker, got '${first}' from ${worker} and '${digest}' from ${result.worker}.`;
  await client.hset(conflictsKey(queue), id, words);
  await client.expire(conflictsKey(queue), KEPT);
}

/**
 * Works on one comparison until it is over. This process only holds the locks of its cells; they are trained in its children, because a
 * step of training would keep it from renewing a lock.
 *
 * @returns What it cannot take part for; undefined where the comparison is over.
 */
async function workOn(
  broker: Broker,
  name: string,
  cache: string,
  options: QueueWorkerOptions,
): Promise<string | undefined> {
  const { jobs, signal, onNote, lockSeconds = LOCK_SECONDS } = options;
  const { bullmq, connection, client } = broker;
  const places: Places = { project: process.cwd(), shared: options.dataFrom };
  const pool = processPool(jobs, signal);
  const ownName = workerName(jobs);
  const tally: Tally = { finished: 0, refused: 0 };
  let refusal: string | undefined;
  const ended = new AbortController();

  function readCell(job: Job) {
    const parsed = cellSchema.safeParse(job.data);
    if (!parsed.success || cellId(parsed.data) !== job.id) {
      tally.refused += 1;
      onNote(`Refused a job that is no cell (${tally.refused} so far); nothing of it was run.`);
      throw new bullmq.UnrecoverableError('no cell of a comparison');
    }
    return parsed.data;
  }

  async function work(job: Job, token?: string): Promise<CellResult> {
    const { context, request } = readCell(job);
    const what = `${request.task}, ${request.loss}, seed ${request.seed}`;
    try {
      if (!request.reference)
        throw new LosskitError('data-malformed', `cell: expected a reference to the task ${request.task}.`);
      const reference = await fromSent(request.reference, places, cache, client);
      const result = await runCell(pool, { context, request: { ...request, reference } }, ownName);
      if (JSON.stringify(result).length > MAX_RESULT_BYTES)
        return {
          worker: ownName,
          problem: `${what}: expected a record of at most ${MAX_RESULT_BYTES} bytes.`,
        };
      await compareResults(broker, name, job.id ?? '', what, result);
      tally.finished += 1;
      return result;
    } catch (error) {
      if (!(error instanceof LosskitError)) throw error;
      if (error.code === 'data-malformed') {
        tally.refused += 1;
        onNote(`Refused a cell: ${error.message}`);
        throw new bullmq.UnrecoverableError(error.message);
      }
      // Another worker, or this one when it starts again, can do it.
      if (error.code !== 'interrupted') refusal ??= error.message;
      ended.abort();
      await job.moveToWait(token);
      throw new bullmq.WaitingError();
    }
  }

  const worker = new bullmq.Worker(name, work, {
    connection,
    concurrency: jobs,
    name: ownName,
    lockDuration: lockSeconds * 1000,
    stalledInterval: lockSeconds * 500,
    // The second death of a cell fails it, as in the pool of one machine.
    maxStalledCount: 1,
  });
  worker.on('error', (error) => {
    if (/lock/i.test(error.message))
      onNote('A result came too late, when its cell was already given to another worker; it is not counted.');
  });
  worker.on('stalled', () => onNote('A cell whose worker stopped answering is given to another one.'));
  signal.addEventListener('abort', () => ended.abort(), { once: true });
  onNote(`Working on ${name}, ${jobs} ${jobs === 1 ? 'run' : 'runs'} at a time.`);
  try {
    while (!ended.signal.aborted) {
      await wait(LOOK, undefined, { signal: ended.signal }).catch(() => {});
      if (await untilAborted('worker', ended.signal, () => isOver(broker, name)).catch(() => true)) break;
    }
  } finally {
    const isStopped = signal.aborted || refusal !== undefined;
    // What goes on is finished where the comparison is only over; else it is put back.
    if (isStopped) await pool.close();
    await worker.close(client.status !== 'ready');
    await pool.close();
  }
  const { finished, refused } = tally;
  onNote(
    `${finished} ${finished === 1 ? 'run' : 'runs'} done for ${name}${refused > 0 ? `, ${refused} refused` : ''}.`,
  );
  return refusal;
}

/**
 * Joins the comparisons that a broker has, one after the other, until the signal aborts.
 *
 * What is run is decided here: the worker computes all that a run depends on from what it has itself, and takes no part in a comparison
 * with another context. Nothing that comes through the broker is executed.
 *
 * @param url - As `bullQueue` takes it.
 * @throws LosskitError `option-invalid`, `package-missing`, `broker-failed`; `interrupted` at the end.
 */
export async function workOnQueue(url: string, options: QueueWorkerOptions): Promise<void> {
  const { signal, onNote, jobs } = options;
  const address = brokerAddress(url);
  const broker = await openBroker(address, onNote);
  const cache = await mkdtemp(join(tmpdir(), 'losskit-worker-'));
  const refused = new Set<string>();
  onNote(`Ready for comparisons at ${shownAddress(address)}; Ctrl-C ends it.`);
  try {
    while (!signal.aborted) {
      const name = await untilAborted('worker', signal, () => nextQueue(broker, refused));
      if (name === undefined) {
        await wait(LOOK, undefined, { signal }).catch(() => {});
        continue;
      }
      const refusal = await workOn(broker, name, cache, options);
      if (refusal === undefined) continue;
      refused.add(name);
      onNote(`Takes no part in ${name}: ${refusal}`);
      await untilAborted('worker', signal, async () => {
        await broker.client.hset(refusalsKey(name), workerName(jobs), refusal);
        await broker.client.expire(refusalsKey(name), KEPT);
      });
    }
  } finally {
    broker.close();
    await rm(cache, { recursive: true, force: true });
  }
  throw new LosskitError('interrupted', 'worker: stopped.');
}
