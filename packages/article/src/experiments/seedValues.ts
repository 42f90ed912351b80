import type { TaskResult } from '@losskit/study';

import { resultOf } from './resultOf.ts';

/** A metric of a loss on the test part, one value per seed; NaN where the seed diverged. */
export function seedValues(result: TaskResult, loss: string, metric: string): number[] {
  const { values } = resultOf(result, loss).metrics[metric] ?? {};
  if (values) return values.map((value) => value ?? Number.NaN);
  throw new RangeError(`${result.task}: expected ${metric} among the metrics of ${loss}, got none.`);
}
