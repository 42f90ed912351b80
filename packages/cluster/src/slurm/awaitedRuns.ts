import { setImmediate } from 'node:timers/promises';
import { LosskitError } from '@losskit/errors';
import { nodeFileSystem } from '@losskit/files';
import type { ExecutedRun, KeepRun, RunContext, TrialRequest } from '@losskit/study';

import { type Cell, cellId } from '../cells/Cell.ts';
import { bundleCells } from './bundleCells.ts';
import { type CellFolder, type FoundResult, isPassing } from './cellFolder.ts';
import { runSeconds } from './runSeconds.ts';

/** A run that somebody waits for. */
export interface AwaitedRun {
  /** Of its cell. */
  readonly id: string;
  readonly cell: Cell;
}

interface Waiting extends AwaitedRun {
  readonly keep: KeepRun;
  readonly resolve: (run: ExecutedRun) => void;
  readonly reject: (error: unknown) => void;
}

/** How much a task of a cluster does. */
export interface TaskSizes {
  /** Seconds of runs that it does at least. */
  readonly taskSeconds: number;
  /** How many tasks there are at most; where there would be more, each does more. */
  readonly mostTasks: number;
}

/** What bundles of runs are made of, and by which command they are run. */
export interface BundledRuns {
  readonly folder: CellFolder;
  /** What the runs of each task depend on beside their requests. */
  readonly contexts: readonly RunContext[];
  readonly sizes: TaskSizes;
  /** The command, as a shell reads it, that runs the bundle of cells in the file that is its last word. */
  readonly command: string;
  readonly signal?: AbortSignal | undefined;
}

/** Runs that somebody waits for, until their results are found in a folder. */
export interface AwaitedRuns {
  readonly size: number;
  /** Whether every run that was asked for came to its end and was kept: then nothing in the folder is of use any more. */
  readonly areKept: boolean;
  get(id: string): AwaitedRun | undefined;
  all(): readonly AwaitedRun[];
  add(request: TrialRequest, keep: KeepRun): Promise<ExecutedRun>;
  /** Hands on a run, once it is kept. */
  settle(id: string, run: ExecutedRun): Promise<void>;
  /** Hands on what was written to the folder since the last time, also of runs that are asked for because of it. */
  collect(): Promise<void>;
  /** Of some that are waited for, what each task is to do. */
  bundle(some: readonly AwaitedRun[], sizes: TaskSizes): readonly (readonly AwaitedRun[])[];
  rejectAll(error: unknown): void;
}

/** Runs that share data beside each other. */
function byData({ cell: { request: a } }: AwaitedRun, { cell: { request: b } }: AwaitedRun): number {
  if (a.task !== b.task) return a.task < b.task ? -1 : 1;
  return a.seed - b.seed;
}

/** @param contexts - What the runs of each task depend on beside their requests. */
export function awaitedRuns(folder: CellFolder, contexts: readonly RunContext[]): AwaitedRuns {
  const waiting = new Map<string, Waiting>();
  const seconds = runSeconds();
  let areKept = true;

  function fail(one: Waiting, error: unknown): void {
    areKept = false;
    waiting.delete(one.id);
    one.reject(error);
  }

  async function settle(id: string, run: ExecutedRun): Promise<void> {
    const one = waiting.get(id);
    if (!one) return;
    waiting.delete(id);
    if (run.record.status === 'lost') areKept = false;
    else seconds.add(one.cell.request, run.seconds);
    try {
      await one.keep(run);
      one.resolve(run);
    } catch (error) {
      fail(one, error);
    }
  }

  async function take({ id, result, path }: FoundResult): Promise<void> {
    if (isPassing(result)) await nodeFileSystem.remove(path);
    if ('run' in result) return settle(id, result.run);
    const one = waiting.get(id);
    if (one) fail(one, new LosskitError('task-failed', result.problem));
  }

  return {
    get size() {
      return waiting.size;
    },
    get areKept() {
      return areKept && waiting.size === 0;
    },
    get: (id) => waiting.get(id),
    all: () => [...waiting.values()],
    async add(request, keep) {
      const context = contexts.find(({ task }) => task === request.task);
      if (!context) throw new RangeError(`compare: expected the task ${request.task} to be part of it.`);
      const cell = { context, request };
      const id = cellId(cell);
      return new Promise((resolve, reject) => void waiting.set(id, { id, cell, keep, resolve, reject }));
    },
    settle,
    async collect() {
      for (let found: readonly FoundResult[] | undefined; found === undefined || found.length > 0; ) {
        // What follows from a result asks for its runs as soon as that is handed on.
        await setImmediate();
        found = await folder.newResults((id) => waiting.get(id)?.cell);
        await Promise.all(found.map(take));
      }
    },
    bundle: (some, { taskSeconds, mostTasks }) =>
      bundleCells(some.toSorted(byData), ({ cell }) => seconds.of(cell.request), taskSeconds, mostTasks),
    rejectAll(error) {
      for (const one of waiting.values()) fail(one, error);
    },
  };
}
