import type { LossResult, TaskResult } from '@losskit/study';

/** What a loss reached on a task. @throws RangeError if the comparison was without that loss. */
export function resultOf({ task, results }: TaskResult, loss: string): LossResult {
  const found = results.find((result) => result.loss === loss);
  if (found) return found;
  throw new RangeError(`${task}: expected a comparison with ${loss}, got one without.`);
}
