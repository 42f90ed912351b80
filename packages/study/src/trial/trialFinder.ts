import { taskLoss } from '@losskit/tasks';

import type { TaskComparison } from '../TaskComparison.ts';
import type { Trial } from './Trial.ts';
import type { TrialRequest } from './TrialRequest.ts';

/** What requests stand for in this process. */
export function trialFinder(comparisons: readonly TaskComparison[]): (request: TrialRequest) => Trial {
  return ({ task: name, loss, evaluateBy }) => {
    const comparison = comparisons.find(({ task }) => task.name === name);
    if (!comparison) throw new RangeError(`compare: expected ${name} to be part of it.`);
    const { task, plan, losses } = comparison;
    const known = losses.flatMap(({ variants }) => variants);
    const find = (wanted: string) => known.find((one) => one.name === wanted) ?? taskLoss(wanted);
    return { task, loss: find(loss), training: plan.training, evaluateBy: evaluateBy.map(find) };
  };
}
