import type { TaskResult } from '@losskit/study';

import { ofEstimate, type Quantity } from '../quantity.ts';
import { resultOf } from './resultOf.ts';

/** The mean of a metric over the seeds of a loss. @throws RangeError if the comparison was without that loss or metric. */
export function meanOverSeeds(task: TaskResult, loss: string, metric: string): Quantity {
  const estimate = resultOf(task, loss).metrics[metric];
  if (estimate) return ofEstimate(estimate);
  throw new RangeError(`${task.task}: expected ${metric} among the metrics of ${loss}, got none.`);
}
