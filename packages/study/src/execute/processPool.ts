import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { LosskitError } from '@losskit/errors';

import type { RunRequest } from '../run/RunRequest.ts';
import type { ExecutedRun, Executor } from './Executor.ts';
import type { AnswerMessage, WorkMessage } from './messages.ts';

interface Job {
  readonly request: RunRequest;
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
  let closed = false;

  function startWorker(): ChildProcess {
    const child = fork(workerFile, {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
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
    return child;
  }

  function dispatch(): void {
    while (!closed && waiting.length > 0 && running.size < jobs) {
      const job = waiting.shift();
      if (!job) return;
      const child = idle.pop() ?? startWorker();
      running.set(child, job);
      const work: WorkMessage = { request: job.request };
      child.send(work);
    }
  }

  async function close(): Promise<void> {
    closed = true;
    for (const job of waiting.splice(0)) job.reject(interrupted());
    for (const child of [...idle, ...running.keys()]) child.disconnect();
    for (const job of running.values()) job.reject(interrupted());
    running.clear();
    idle.length = 0;
  }

  signal?.addEventListener('abort', () => void close(), { once: true });
  return {
    jobs,
    run: (request) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(interrupted());
        waiting.push({ request, resolve, reject, retried: false });
        dispatch();
      }),
    close,
  };
}

function deathOf({ loss, seed }: RunRequest, how: string): Error {
  return new Error(`compare: the process that trained ${loss} with seed ${seed} died twice (${how}).`);
}
