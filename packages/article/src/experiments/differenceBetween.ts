import { type LossResult, studentInterval, type TaskResult } from '@losskit/study';

import { exact, minus, type Quantity } from '../quantity.ts';
import { resultOf } from './resultOf.ts';

const CONFIDENCE = 0.95;
const NOT_COMPARED: Quantity = { value: Number.NaN, low: Number.NaN, high: Number.NaN, error: 'chance' };

/**
 * A loss whose every run failed is compared with nothing, but its runs have the trivial model's values, seed by seed: the same
 * interval as of the others, Student's with Bonferroni's correction.
 */
function differenceOfFailed(
  { metric, results }: TaskResult,
  loss: LossResult,
  baseline: LossResult,
): Quantity {
  const own = loss.metrics[metric]?.values ?? [];
  const others = baseline.metrics[metric]?.values ?? [];
  const differences = own.flatMap((value, seed) => {
    const other = others[seed] ?? null;
    return value === null || other === null ? [] : [value - other];
  });
  if (differences.length < 2) return NOT_COMPARED;
  const { mean, low, high } = studentInterval(differences, 1 - (1 - CONFIDENCE) / (results.length - 1));
  return { value: mean, low, high, error: 'chance', repetitions: differences.length };
}

/** The mean difference of a loss to the baseline over the seeds that both have. */
function differenceToBaseline(task: TaskResult, loss: string): Quantity {
  if (task.baseline === null)
    throw new RangeError(`${task.task}: expected a comparison with a baseline, got one without.`);
  const own = resultOf(task, loss);
  if (loss === task.baseline) return exact(0);
  if (own.againstBaseline) {
    const { mean, low, high } = own.againstBaseline;
    return { value: mean, low, high, error: 'chance', repetitions: own.seeds };
  }
  const baseline = resultOf(task, task.baseline);
  const isOneSided = own.verdict === 'failed' && !['failed', 'not converged'].includes(baseline.verdict);
  return isOneSided ? differenceOfFailed(task, own, baseline) : NOT_COMPARED;
}

/**
 * How far one loss is above another in the metric that ranks. Both are compared with the baseline, which was named before anything
 * was run: nothing in the interval is picked from the data, and all that are taken from one comparison hold together. NaN where
 * a loss could not be compared.
 *
 * @throws RangeError if the comparison was without one of the losses, or without a baseline.
 */
export function differenceBetween(task: TaskResult, one: string, other: string): Quantity {
  const difference = minus(differenceToBaseline(task, one), differenceToBaseline(task, other));
  // A metric that counts rows is a fraction of them.
  const most = task.resolution > 0 ? 1 : Number.POSITIVE_INFINITY;
  const { low, high } = difference;
  return { ...difference, low: Math.max(-most, low), high: Math.min(most, high) };
}
