import { LosskitError } from '@losskit/errors';
import type { Task, TaskLoss, TrainingOptions } from '@losskit/tasks';

import { planTask } from '../planTask.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';
import { contextDifference, type RunContext, runContext } from './RunContext.ts';

/** The context that a task was last checked against. */
const checked = new WeakMap<Task, { readonly key: string; readonly checking: Promise<void> }>();

/**
 * Computes the context of a task's runs from what this process has itself.
 *
 * @param find - What the name of a loss stands for here.
 * @throws LosskitError `context-mismatch` where the runs were to have another one.
 */
export async function checkContext(
  expected: RunContext,
  task: Task,
  training: TrainingOptions,
  find: (loss: string) => TaskLoss,
  backend: TrialRequest['backend'],
): Promise<void> {
  const key = JSON.stringify([expected, backend]);
  const last = checked.get(task);
  if (last?.key === key) return last.checking;
  const checking = (async () => {
    const losses = expected.ownLosses.map(([name]) => find(name));
    const plan = await planTask(task, training, 0);
    const difference = contextDifference(expected, await runContext(task, plan, losses, backend));
    if (difference === undefined) return;
    throw new LosskitError('context-mismatch', `task ${task.name}: expected ${difference}.`);
  })();
  checked.set(task, { key, checking });
  return checking;
}
