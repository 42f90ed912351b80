import type { Task } from '@losskit/data';

import type { RunRequest } from '../run/RunRequest.ts';
import { loadTask } from '../run/TaskSource.ts';
import { trainRun } from '../run/trainRun.ts';
import type { ExecutedRun } from './Executor.ts';

const tasks = new Map<string, Promise<Task>>();

/** Loads a task once per process: decoding photographs takes longer than a run. */
function loadTaskOnce(source: RunRequest['source']): Promise<Task> {
  const key = JSON.stringify(source);
  const known = tasks.get(key);
  if (known) return known;
  const loading = loadTask(source);
  tasks.set(key, loading);
  return loading;
}

/** Loads the request's task and trains, with a stopwatch around it. */
export async function executeRun(request: RunRequest, signal?: AbortSignal): Promise<ExecutedRun> {
  const started = performance.now();
  const task = await loadTaskOnce(request.source);
  const record = await trainRun(task, request, { signal });
  return { record, seconds: (performance.now() - started) / 1000 };
}
