import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { writeWholeFile } from '@losskit/files';
import { comparisonStopped, type Executor, unmeasuredRun } from '@losskit/study';
import { shellWords } from '../shellWords.ts';
import { awaitedRuns, type BundledRuns } from './awaitedRuns.ts';
import type { QueuedTask, SlurmQueue } from './slurmCommands.ts';

/** What a comparison has in the queue. */
export interface QueueCounts {
  /** Tasks that wait. */
  readonly pending: number;
  readonly running: number;
  /** Why the first that waits does, as Slurm says it; `None` where it doesn't. */
  readonly reason: string;
}

export interface SlurmArrayOptions extends BundledRuns {
  readonly queue: SlurmQueue;
  readonly onQueue: (counts: QueueCounts) => void;
  /** Called with sentences that users should read. */
  readonly onNote: (text: string) => void;
  /** Milliseconds between two looks at the queue. Default 5000. */
  readonly interval?: number | undefined;
}

/** A task that is in the queue, or was a moment ago. */
interface QueuedBundle {
  readonly array: string;
  readonly index: number;
  /** Ids of its cells, in the order in which it runs them. */
  readonly cells: readonly string[];
  /** How often in a row the queue did not have it. */
  absences: number;
}

const INTERVAL = 5000;
/** Its last results may come to light after it left the queue, so it has ended when two looks have missed it. */
const ENDED = 2;
const MOST_DEATHS = 2;
/** Refusals of Slurm in a row after which it is not asked again. */
const MOST_REFUSALS = 3;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Runs requests as tasks of Slurm's job arrays, each a bundle of them; what tasks write is read from a shared folder every few seconds.
 *
 * Tasks that an earlier process of the same comparison has submitted are found by the names of their arrays and waited for. What a task
 * has not done when it ends is submitted again; a run that two tasks have died with is `lost`.
 */
export function slurmArray(options: SlurmArrayOptions): Executor {
  const { folder, contexts, queue, sizes, command, signal, onQueue, onNote, interval = INTERVAL } = options;
  const runs = awaitedRuns(folder, contexts);
  const deaths = new Map<string, number>();
  let bundles: QueuedBundle[] = [];
  const stopping = new AbortController();
  let going: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  let hasLooked = false;
  let hasSubmitted = false;
  let refusals = 0;
  let running = 0;

  const isIn = (queued: readonly QueuedTask[], { array, index }: QueuedBundle) =>
    queued.some((task) => task.array === array && task.index === index);

  /** Makes out what a task has died with, which is submitted again unless another one has died with it. */
  async function bury({ array, index, cells }: QueuedBundle): Promise<void> {
    const missing = cells.flatMap((id) => runs.get(id) ?? []);
    // It ran one after the other: where it has finished some, it died in the next.
    const suspects = missing.length < cells.length ? missing.slice(0, 1) : missing;
    for (const { id, cell } of suspects) {
      const count = (deaths.get(id) ?? 0) + 1;
      deaths.set(id, count);
      if (count < MOST_DEATHS) continue;
      const { loss, seed, task } = cell.request;
      const reason =
        `compare: training ${loss} on ${task} with seed ${seed} came to no end: two tasks of Slurm have ended without its result; ` +
        `${join(folder.logs, array)}-${index}.log has what the last one printed.`;
      await runs.settle(id, unmeasuredRun(cell.request, { status: 'lost', code: 'process-died', reason }, 0));
    }
  }

  /** Whether the queue could be seen: without that, nothing is submitted, which may be in it already. */
  async function look(): Promise<boolean> {
    let queued: readonly QueuedTask[];
    try {
      queued = (await queue.tasks()).filter(({ array }) => folder.isOwn(array));
    } catch (error) {
      if (!hasLooked) throw error;
      onNote(`${messageOf(error)} Asking again.`);
      return false;
    }
    hasLooked = true;
    for (const { array, index } of queued) {
      const isKnown = bundles.some((one) => one.array === array && one.index === index);
      if (!isKnown) bundles.push({ array, index, cells: await folder.cellsOf(array, index), absences: 0 });
    }
    for (const bundle of bundles) bundle.absences = isIn(queued, bundle) ? 0 : bundle.absences + 1;
    const pending = queued.filter(({ isRunning }) => !isRunning);
    running = queued.length - pending.length;
    onQueue({
      pending: pending.length,
      running,
      reason: pending[0]?.reason ?? 'None',
    });
    return true;
  }

  /** Submits the runs that are in no task any more, or in none yet. */
  async function submit(): Promise<void> {
    const ended = bundles.filter(({ absences }) => absences >= ENDED);
    bundles = bundles.filter(({ absences }) => absences < ENDED);
    for (const bundle of ended) await bury(bundle);
    const submitted = new Set(bundles.flatMap(({ cells }) => cells));
    const missing = runs.all().filter(({ id }) => !submitted.has(id));
    if (missing.length === 0) return;
    // What a task may have died with takes no others along.
    const alone = missing.filter(({ id }) => deaths.has(id)).map((run) => [run]);
    const others = missing.filter(({ id }) => !deaths.has(id));
    const planned = [...alone, ...runs.bundle(others, sizes)].slice(0, sizes.mostTasks);
    const { name, prefix } = await folder.addBundles(planned.map((bundle) => bundle.map(({ cell }) => cell)));
    const script = `${prefix}.sh`;
    await writeWholeFile(
      script,
      `#!/bin/sh\nexec ${command} ${shellWords([prefix])}-"$SLURM_ARRAY_TASK_ID".json\n`,
    );
    try {
      await queue.submit({ name, script, tasks: planned.length, logs: folder.logs });
    } catch (error) {
      refusals += 1;
      if (!hasSubmitted || refusals === MOST_REFUSALS) throw error;
      // Slurm may have taken it and not got to say so; then it is found in the queue.
      onNote(`${messageOf(error)} Trying again.`);
      return;
    }
    hasSubmitted = true;
    refusals = 0;
    bundles.push(
      ...planned.map((bundle, index) => ({
        array: name,
        index,
        cells: bundle.map(({ id }) => id),
        absences: 0,
      })),
    );
  }

  async function go(): Promise<void> {
    try {
      while (runs.size > 0 && !stopping.signal.aborted) {
        const isSeen = await look();
        // In this order: what left the queue before the look has written its results.
        await runs.collect();
        if (isSeen) await submit();
        if (runs.size === 0) break;
        await setTimeout(interval, undefined, { signal: stopping.signal }).catch(() => {});
      }
    } catch (error) {
      runs.rejectAll(error);
    }
    going = undefined;
  }

  async function stop(): Promise<void> {
    signal?.removeEventListener('abort', close);
    const open = new Set(runs.all().map(({ id }) => id));
    stopping.abort();
    runs.rejectAll(comparisonStopped());
    // It may be about to submit some more.
    await going;
    const unfinished = bundles.filter(({ cells }) => cells.some((id) => open.has(id)));
    if (runs.areKept && !signal?.aborted) await folder.remove();
    if (unfinished.length === 0) return;
    try {
      await queue.cancel([...new Set(unfinished.map(({ array }) => array))]);
      onNote(`Cancelled ${unfinished.length} ${unfinished.length === 1 ? 'task' : 'tasks'} of Slurm.`);
    } catch (error) {
      onNote(messageOf(error));
    }
  }
  function close(): Promise<void> {
    closing ??= stop();
    return closing;
  }

  signal?.addEventListener('abort', close);
  return {
    get jobs() {
      return Math.max(1, running);
    },
    async run(request, keep) {
      if (closing || signal?.aborted) throw comparisonStopped();
      const run = runs.add(request, keep);
      going ??= go();
      return run;
    },
    close,
  };
}
