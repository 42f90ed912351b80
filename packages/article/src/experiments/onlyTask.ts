import type { Comparison, TaskResult } from '@losskit/study';

/** The result of a comparison on one task. */
export function onlyTask({ tasks }: Comparison): TaskResult {
  const [result] = tasks;
  if (result && tasks.length === 1) return result;
  throw new RangeError(`runExperiments: expected a comparison on one task, got ${tasks.length}.`);
}
