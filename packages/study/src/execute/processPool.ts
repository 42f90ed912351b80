import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { LosskitError } from '@losskit/errors';

import type { ExecutedRun } from '../RunRecord.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';
import type { Executor } from './Executor.ts';
import type { AnswerMessage, WorkMessage } from './messages.ts';

interface Job {
  readonly request: TrialRequest;
  readonly resolve: (run: ExecutedRun) => void;
  readonly reject: (error: Error) => void;
  /** A run whose process died (out of memory, killed) is tried once more. */
  retried: boolean;
}

function interrupted(): LosskitError {
  return new LosskitError('interrupted', 'compare: stopped.');
}

function errorOf(answer: Exclude<AnswerMessage, { kind: 'run' }>): Error {
  if (answer.kind === 'problem') return new LosskitError(answer.code, answer.message, answer.location);
  const fault = new Error(answer.message);
  fault.stack = answer.stack;
  return fault;
}

/**
 * Runs requests in child processes, `jobs` at a time.
 *
 * Processes, not threads: tfjs keeps its backend in globals, and a process that dies takes one run with it, not the
 * comparison.
 */
export function processPool(jobs: number, signal?: AbortSignal): Executor {
  const workerFile = createRequire(import.meta.url).resolve('@losskit/study/worker');
  const waiting: Job[] = [];
  const running = new Map<ChildProcess, Job>();
  const idle: ChildProcess[] = [];
  /** Every process that was started and has not ended. */
  const endings = new Map<ChildProcess, Promise<void>>();
  let closed = signal?.aborted === true;

  function startWorker(): ChildProcess {
    // A script that is run there finds the words that it was started with.
    const child = fork(workerFile, process.argv.slice(2), {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const ending = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    endings.set(child, ending);
    child.on('message', (answer: AnswerMessage) => {
      const job = running.get(child);
      running.delete(child);
      idle.push(child);
      if (answer.kind === 'run') job?.resolve(answer.run);
      else job?.reject(errorOf(answer));
      dispatch();
    });
    child.on('exit', (code, killedBy) => {
      const job = running.get(child);
      running.delete(child);
      endings.delete(child);
      const place = idle.indexOf(child);
      if (place >= 0) idle.splice(place, 1);
      if (!job) return;
      if (closed) job.reject(interrupted());
      else if (job.retried) job.reject(deathOf(job.request, killedBy ?? `exit code ${code}`));
      else {
        job.retried = true;
        waiting.unshift(job);
      }
      dispatch();
    });
    child.on('error', (cause) => {
      // Only a process that never started: a started one that fails ends with 'exit'.
      if (child.pid !== undefined) return;
      running.get(child)?.reject(cause);
      running.delete(child);
      endings.delete(child);
    });
    return child;
  }

  function dispatch(): void {
    while (!closed && waiting.length > 0 && running.size < jobs) {
      const job = waiting.shift();
      if (!job) return;
      const child = idle.pop() ?? startWorker();
      running.set(child, job);
      const work: WorkMessage = { request: job.request };
      // A process that died meanwhile takes no message; its 'exit' has the run tried again.
      child.send(work, () => {});
    }
  }

  async function close(): Promise<void> {
    closed = true;
    signal?.removeEventListener('abort', onAbort);
    for (const job of waiting.splice(0)) job.reject(interrupted());
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
    async run(request, keep) {
      const executed = await new Promise<ExecutedRun>((resolve, reject) => {
        if (closed) return reject(interrupted());
        waiting.push({ request, resolve, reject, retried: false });
        dispatch();
      });
      await keep(executed);
      return executed;
    },
    close,
  };
}

function deathOf({ loss, seed }: TrialRequest, how: string): Error {
  return new Error(`compare: the process that trained ${loss} with seed ${seed} died twice (${how}).`);
}
