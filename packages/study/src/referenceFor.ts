import { fileURLToPath } from 'node:url';
import { ArgumentRangeError } from '@losskit/errors';
import {
  moduleDigest,
  type Task,
  type TaskLoss,
  type TaskReference,
  type TrainingOptions,
} from '@losskit/tasks';

import type { CompareOptions } from './CompareOptions.ts';

/** Whether any process that has the task can train this loss as here, by its name. */
function travels({ own }: TaskLoss, task: Task, training: TrainingOptions): boolean {
  const isNamed = own === undefined || task.losses.some((loss) => loss.own === own);
  return isNamed && training.optimizer === undefined && training.schedule === undefined;
}

/** Where child processes find a task. @throws ArgumentRangeError for one that only this process has. */
export async function referenceFor(
  task: Task,
  losses: readonly TaskLoss[],
  { jobs = 1, module, openExecutor }: CompareOptions,
  training: TrainingOptions,
): Promise<TaskReference | undefined> {
  const ownLosses = losses.filter((loss) => !travels(loss, task, training));
  if (task.reference && ownLosses.length === 0) return task.reference;
  if (module !== undefined) {
    const file = fileURLToPath(module);
    return { from: 'module', name: task.name, file, sha256: await moduleDigest(file) };
  }
  if (jobs === 1 && openExecutor === undefined) return task.reference;
  const what = ownLosses[0] ? `the loss '${ownLosses[0].name}'` : `the task '${task.name}'`;
  throw new ArgumentRangeError(
    `compare: expected module: import.meta.url where other processes train, because only this one has ${what}; or use jobs: 1.`,
  );
}
