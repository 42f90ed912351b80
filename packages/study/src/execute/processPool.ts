import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { LosskitError } from '@losskit/errors';
import type { RunContext } from '../cells/RunContext.ts';
import type { ExecutedRun } from '../RunRecord.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';
import { comparisonStopped } from './comparisonStopped.ts';
import { type Death, describeDeath } from './describeDeath.ts';
import type { LocalExecutor } from './Executor.ts';
import { forwardErrors } from './forwardErrors.ts';
import { keptData } from './keptData.ts';
import { type AnswerMessage, isAnswer, type WorkMessage } from './messages.ts';
import { unmeasuredRun } from './unmeasuredRun.ts';

interface Job extends WorkMessage {
  readonly resolve: (run: ExecutedRun) => void;
  readonly reject: (error: Error) => void;
  /** A run whose process died (out of memory, killed) is tried once more. */
  retried: boolean;
}

/** Every core has runs of its own: threads that collect garbage would only take turns with them, and cost a tenth more. */
const WORKER_OPTIONS = ['--single-threaded-gc'];

/** Milliseconds that the last words of a dead process are waited for; a process of its own may hold the pipe open. */
const LAST_WORDS = 1000;

function errorOf(answer: Exclude<AnswerMessage, { kind: 'run' }>): Error {
  if (answer.kind === 'problem') return new LosskitError(answer.code, answer.message, answer.location);
  const fault = new Error(answer.message);
  fault.stack = answer.stack;
  return fault;
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause ? String(cause.code) : cause.message;
}

/** Calls back once, when a process has ended, or turns out never to start. */
function onceEnded(child: ChildProcess, heapFull: () => boolean, callback: (death: Death) => void): void {
  let called = false;
  function end(exitCode: number | null, by: string | null): void {
    if (called) return;
    called = true;
    callback({ exitCode, by, heapFull: heapFull() });
  }
  child.once('close', end);
  child.once('exit', (exitCode, by) => setTimeout(() => end(exitCode, by), LAST_WORDS).unref());
  child.on('error', (cause) => {
    // Others are of messages that a dying process does not take.
    if (child.pid === undefined) end(null, codeOf(cause));
  });
}

/** Child processes that run requests, those of other machines too. */
export interface ProcessPool extends LocalExecutor {
  /**
   * Runs a request of another machine, in a process that has made sure that the context is the same here.
   *
   * @throws LosskitError `context-mismatch` where it is not, with what differs; as `run`.
   */
  runIn(context: RunContext, request: TrialRequest): Promise<ExecutedRun>;
}

/**
 * Runs requests in child processes, `jobs` at a time.
 *
 * Processes, not threads: tfjs keeps its backend in globals, and a process that dies takes one run with it, not the
 * comparison. A run whose process dies twice is `lost`. How long a run may take nobody knows, so none is given up for that.
 */
export function processPool(jobs: number, signal?: AbortSignal): ProcessPool {
  const workerFile = createRequire(import.meta.url).resolve('@losskit/study/worker');
  const waiting: Job[] = [];
  const running = new Map<ChildProcess, Job>();
  const idle = new Set<ChildProcess>();
  const data = keptData<ChildProcess>();
  /** Every process that was started and has not ended. */
  const endings = new Map<ChildProcess, Promise<void>>();
  let closed = signal?.aborted === true;

  /** Tries a run that came to nothing once more; the second time that is what it is. */
  function giveBack(job: Job | undefined, lost: (job: Job) => ExecutedRun): void {
    if (closed) job?.reject(comparisonStopped());
    else if (job?.retried) job.resolve(lost(job));
    else if (job) {
      job.retried = true;
      waiting.unshift(job);
    }
    dispatch();
  }

  /** Where no more processes can be started, those that are there have to do. */
  function onDeath(job: Job | undefined, death: Death): void {
    const couldNotStart = death.exitCode === null && !death.by?.startsWith('SIG');
    if (job && couldNotStart && !closed && endings.size > 0) waiting.unshift(job);
    else giveBack(job, ({ request }) => unmeasuredRun(request, describeDeath(request, death), 0));
  }

  function onAnswer(child: ChildProcess, answer: AnswerMessage): void {
    const job = running.get(child);
    running.delete(child);
    if (answer.kind === 'run' && answer.run.record.status === 'lost') {
      // A new process has all of its memory free.
      child.kill('SIGKILL');
      giveBack(job, () => answer.run);
      return;
    }
    idle.add(child);
    if (answer.kind === 'run') job?.resolve(answer.run);
    else job?.reject(errorOf(answer));
    dispatch();
  }

  function startWorker(): ChildProcess {
    // A script that is run there finds the words that it was started with.
    const child = fork(workerFile, process.argv.slice(2), {
      execArgv: [...process.execArgv, ...WORKER_OPTIONS],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    const heapFull = child.stderr ? forwardErrors(child.stderr, process.stderr) : () => false;
    const ending = new Promise<void>((resolve) => {
      onceEnded(child, heapFull, (death) => {
        const job = running.get(child);
        running.delete(child);
        endings.delete(child);
        idle.delete(child);
        data.delete(child);
        onDeath(job, death);
        resolve();
      });
    });
    endings.set(child, ending);
    child.on('message', (message) => {
      // A module of the user's may send messages of its own.
      if (isAnswer(message)) onAnswer(child, message);
    });
    return child;
  }

  /** The process that has the data of what waits longest, else the last to finish: its memory is the most likely to be still in use. */
  function takeIdle(): ChildProcess | undefined {
    const [first] = waiting;
    const children = [...idle];
    const child = children.find((one) => first && data.has(one, first.request)) ?? children.at(-1);
    if (child) idle.delete(child);
    return child;
  }

  /** @param child - The process that is to do it; undefined for a new one. */
  function takeJob(child: ChildProcess | undefined): Job | undefined {
    const place = data.next(
      child,
      waiting.map(({ request }) => request),
    );
    return waiting.splice(place, 1)[0];
  }

  function dispatch(): void {
    while (!closed && waiting.length > 0 && running.size < jobs) {
      const free = takeIdle();
      const job = takeJob(free);
      if (!job) return;
      try {
        const child = free ?? startWorker();
        data.add(child, job.request);
        running.set(child, job);
        const work: WorkMessage = { request: job.request, context: job.context };
        // A process that died meanwhile takes no message; its end has the run tried again.
        if (child.connected) child.send(work, () => {});
      } catch (cause) {
        const death = { exitCode: null, by: codeOf(cause), heapFull: false };
        setImmediate(() => onDeath(job, death));
        return;
      }
    }
  }

  function submit(work: WorkMessage): Promise<ExecutedRun> {
    return new Promise<ExecutedRun>((resolve, reject) => {
      if (closed) return reject(comparisonStopped());
      waiting.push({ ...work, resolve, reject, retried: false });
      dispatch();
    });
  }

  async function close(): Promise<void> {
    closed = true;
    signal?.removeEventListener('abort', onAbort);
    for (const job of waiting.splice(0)) job.reject(comparisonStopped());
    // A worker keeps nothing that could be lost but the run that it is asked to give up.
    for (const child of endings.keys()) child.kill('SIGKILL');
    await Promise.all(endings.values());
  }
  function onAbort(): void {
    void close();
  }

  signal?.addEventListener('abort', onAbort);
  return {
    jobs,
    start() {
      try {
        while (!closed && endings.size < jobs) idle.add(startWorker());
      } catch {
        // The first run that needs one tries again, and tells.
      }
    },
    runIn: (context, request) => submit({ request, context }),
    async run(request, keep) {
      const executed = await submit({ request });
      await keep(executed);
      return executed;
    },
    close,
  };
}
