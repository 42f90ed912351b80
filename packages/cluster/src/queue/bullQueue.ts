import { setTimeout as wait } from 'node:timers/promises';
import { LosskitError } from '@losskit/errors';
import {
  comparisonStopped,
  type ExecutedRun,
  type Executor,
  type OpenExecutor,
  type TrialRequest,
  unmeasuredRun,
} from '@losskit/study';

import { type Cell, cellId } from '../cells/Cell.ts';
import { MAX_RESULT_BYTES, readCellResult } from '../cells/CellResult.ts';
import { openBroker } from './broker.ts';
import { brokerAddress, shownAddress } from './brokerAddress.ts';
import { conflictsKey, OPEN_QUEUES, refusalsKey } from './keys.ts';
import { type Places, toSend } from './travel.ts';
import { type Crew, readCrew } from './workerName.ts';

/** Options of {@link bullQueue}. */
export interface BullQueueOptions {
  /** Folder with data that every worker has too; default: data go through the broker. */
  readonly dataFrom?: string | undefined;
  /** Told what people should know: that workers are waited for, refuse, come and go. */
  readonly onNote?: ((text: string) => void) | undefined;
  /** Told whenever machines have come or gone. */
  readonly onCrew?: ((crew: Crew) => void) | undefined;
}

/** A cell that is waited for. */
interface Pending {
  readonly cell: Cell;
  readonly resolve: (run: ExecutedRun) => void;
  readonly reject: (error: Error) => void;
  /** Results that were refused. */
  refused: number;
}

/** Milliseconds between two looks at the queue; what the broker tells comes sooner. */
const LOOK = 2000;
/** Milliseconds between two looks at who works. */
const LOOK_AT_CREW = 5000;
/** Milliseconds that the broker has to answer the last words of a comparison, and to let go of its connections. */
const LAST_WORDS = 2000;
const MOST_REFUSED = 2;
/** Seconds after which BullMQ drops a result that nobody asked for. */
const UNCLAIMED = 7 * 86_400;

/** What a dashboard calls a cell. */
function jobName({ task, loss, seed, learningRate, purpose }: TrialRequest): string {
  return `${task} · ${loss} · seed ${seed} · learning rate ${learningRate} · ${purpose}`;
}

/** Calls what asks the broker, which may be away for hours, once at a time: calls meanwhile are one more after it. */
function oneAtATime(call: () => Promise<void>) {
  let going: Promise<void> | undefined;
  let again = false;
  function begin(): void {
    again = going !== undefined;
    going ??= call()
      // The broker is away, which is told; the next call does what this one has not.
      .catch(() => {})
      .finally(() => {
        going = undefined;
        if (again) begin();
      });
  }
  return { begin, ended: async () => going };
}

/** Waits for what a broker that is away would never end, and goes on without it. */
async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const waiting = new AbortController();
  await Promise.race([work, wait(milliseconds, undefined, { signal: waiting.signal }).catch(() => {})]);
  waiting.abort();
}

/**
 * Has a comparison's runs done by `losskit worker` on any number of machines, through BullMQ on a Redis or Valkey.
 *
 * Every cell is run at least once and counted exactly once: what was finished before the comparison stopped is counted when it goes on,
 * and a second, different result of a cell is an error.
 *
 * @param url - Of the broker: `redis://127.0.0.1:6379`; off this machine `rediss://` with a password.
 * @throws LosskitError `option-invalid` for the URL; on opening `package-missing`, `broker-failed`.
 */
export function bullQueue(url: string, options: BullQueueOptions = {}): OpenExecutor {
  const address = brokerAddress(url);
  const { onNote = () => {}, onCrew } = options;
  const places: Places = { project: process.cwd(), shared: options.dataFrom };
  return async (contexts, signal, comparison): Promise<Executor> => {
    // Comparisons have queues of their own, and find what was finished there when they go on.
    const name = `losskit-${comparison.slice(0, 16)}`;
    const { client, bullmq, connection, close: closeBroker } = await openBroker(address, onNote);
    const queue = new bullmq.Queue(name, { connection });
    const events = new bullmq.QueueEvents(name, { connection });
    // What these meet, the connection that is told of above meets as well; they try again by themselves.
    queue.on('error', () => {});
    events.on('error', () => {});
    const pending = new Map<string, Pending>();
    const told = new Set<string>();
    let crew: Crew = { machines: 0, jobs: 0 };
    let closed = false;

    const ofTask = (task: string) => {
      const context = contexts.find((one) => one.task === task);
      if (context) return context;
      throw new RangeError(`bullQueue: expected ${task} to be part of the comparison.`);
    };
    let stop: (error: LosskitError) => void = () => {};
    /** Rejects when the comparison is stopped: the broker may be away, and answer nothing. */
    const stopped = new Promise<never>((_, reject) => {
      stop = reject;
    });
    stopped.catch(() => {});
    function giveUp(): void {
      stop(comparisonStopped());
      for (const { reject } of pending.values()) reject(comparisonStopped());
      pending.clear();
    }
    const sent = new Map<string, Promise<TrialRequest['reference']>>();
    function sentReference({ task, reference }: TrialRequest): Promise<TrialRequest['reference']> {
      const known =
        sent.get(task) ?? (reference ? toSend(reference, places, client) : Promise.resolve(reference));
      sent.set(task, known);
      return known;
    }

    async function put(id: string, cell: Cell): Promise<void> {
      const kept = { removeOnComplete: { age: UNCLAIMED }, removeOnFail: { age: UNCLAIMED } };
      await queue.add(jobName(cell.request), cell, { jobId: id, attempts: 1, ...kept });
    }

    function finish(id: string, outcome: ExecutedRun | LosskitError): void {
      const waiting = pending.get(id);
      pending.delete(id);
      if (outcome instanceof LosskitError) waiting?.reject(outcome);
      else waiting?.resolve(outcome);
    }

    function lost({ request }: Cell, reason: string): ExecutedRun {
      const words = `${request.task}: ${request.loss} with seed ${request.seed} ${reason}.`;
      return unmeasuredRun(request, { status: 'lost', code: 'process-died', reason: words }, 0);
    }

    /** The result that a worker gave; undefined where it was refused and the cell is to be run again. */
    async function collect(id: string, one: Pending): Promise<ExecutedRun | LosskitError | undefined> {
      const bytes = await client.hstrlen(queue.toKey(id), 'returnvalue');
      try {
        if (bytes > MAX_RESULT_BYTES) {
          throw new LosskitError(
            'data-malformed',
            `result of a cell: expected at most ${MAX_RESULT_BYTES} bytes, got ${bytes}.`,
          );
        }
        const job = await queue.getJob(id);
        const result = readCellResult(one.cell, job?.returnvalue);
        const conflict = await client.hget(conflictsKey(name), id);
        if (conflict !== null) return new LosskitError('results-differ', conflict);
        return 'run' in result ? result.run : new LosskitError('task-failed', result.problem);
      } catch (error) {
        if (!(error instanceof LosskitError)) throw error;
        one.refused += 1;
        onNote(`Refused: ${error.message}`);
        if (one.refused >= MOST_REFUSED)
          return lost(one.cell, `was answered ${one.refused} times with what is no result`);
        await queue.remove(id);
        await put(id, one.cell);
        return undefined;
      }
    }

    /** Looks at the cells that are waited for: what is finished or has failed. */
    async function look(): Promise<void> {
      if (closed) return;
      const [completed, failed] = await Promise.all([
        client.zrange(queue.toKey('completed'), '0', '-1'),
        client.zrange(queue.toKey('failed'), '0', '-1'),
      ]);
      for (const id of completed) {
        const one = pending.get(id);
        const outcome = one && (await collect(id, one));
        if (outcome) finish(id, outcome);
      }
      for (const id of failed) {
        const one = pending.get(id);
        if (!one) continue;
        const job = await queue.getJob(id);
        const reason = String(job?.failedReason ?? '').slice(0, 500);
        const words = /stalled/.test(reason)
          ? 'was given up, because two workers died or stopped answering in it'
          : `was refused by a worker (${reason})`;
        finish(id, lost(one.cell, words));
      }
    }

    /** Puts what is waited for, and not in the queue any more, there again. */
    async function putBack(): Promise<void> {
      const ids = [...pending.keys()];
      if (closed || ids.length === 0) return;
      const found = await client.pipeline(ids.map((id) => ['exists', queue.toKey(id)])).exec();
      const gone = ids.filter((_, place) => found?.[place]?.[1] === 0);
      for (const id of gone) {
        const one = pending.get(id);
        if (one) await put(id, one.cell);
      }
    }

    async function lookAtCrew(): Promise<void> {
      if (closed) return;
      const [seconds] = await client.time();
      await client.zadd(OPEN_QUEUES, Number(seconds), name);
      const now = readCrew(await queue.getWorkers());
      if (now.machines !== crew.machines || now.jobs !== crew.jobs) onCrew?.(now);
      crew = now;
      for (const [worker, reason] of Object.entries(await client.hgetall(refusalsKey(name)))) {
        if (!told.has(worker)) onNote(`The worker ${worker} cannot take part: ${reason}`);
        told.add(worker);
      }
      const conflicts = await client.hgetall(conflictsKey(name));
      for (const id of pending.keys()) {
        const conflict = conflicts[id];
        if (conflict !== undefined) finish(id, new LosskitError('results-differ', conflict));
      }
    }

    const looking = oneAtATime(look);
    const puttingBack = oneAtATime(putBack);
    const lookingAtCrew = oneAtATime(lookAtCrew);
    events.on('completed', looking.begin);
    events.on('failed', looking.begin);
    client.on('ready', looking.begin);
    const looks = setInterval(() => {
      looking.begin();
      puttingBack.begin();
    }, LOOK);
    const crewLooks = setInterval(lookingAtCrew.begin, LOOK_AT_CREW);
    async function close(): Promise<void> {
      closed = true;
      signal?.removeEventListener('abort', giveUp);
      clearInterval(looks);
      clearInterval(crewLooks);
      giveUp();
      const lastWords = Promise.all([looking, puttingBack, lookingAtCrew].map((one) => one.ended())).then(
        () =>
          Promise.allSettled([
            // Nobody would take the results of what has not begun; what has is finished and counted when the comparison goes on.
            queue.drain(),
            client.zrem(OPEN_QUEUES, name),
          ]),
      );
      await atMost(LAST_WORDS, lastWords);
      await atMost(LAST_WORDS, Promise.allSettled([queue.disconnect(), events.disconnect()]));
      closeBroker();
    }

    signal?.addEventListener('abort', giveUp);
    if (signal?.aborted) giveUp();
    try {
      await Promise.race([lookAtCrew(), stopped]);
    } catch (error) {
      await close();
      throw error;
    }
    if (crew.machines === 0)
      onNote(`Waiting for workers; on any machine: losskit worker --queue ${shownAddress(address)}`);

    return {
      get jobs() {
        return Math.max(1, crew.jobs);
      },
      async run(request, keep) {
        const reference = await Promise.race([sentReference(request), stopped]);
        const cell: Cell = { context: ofTask(request.task), request: { ...request, reference } };
        const id = cellId(cell);
        const executed = await new Promise<ExecutedRun>((resolve, reject) => {
          if (closed || signal?.aborted) return reject(comparisonStopped());
          pending.set(id, { cell, resolve, reject, refused: 0 });
          // A cell that is there, finished or not, is not put there twice.
          put(id, cell).then(looking.begin, () => {});
        });
        await keep(executed);
        if (!closed) queue.remove(id).catch(() => {});
        return executed;
      },
      close,
    };
  };
}
