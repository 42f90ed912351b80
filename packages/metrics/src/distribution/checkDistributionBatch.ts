import { checkFinite, checkFloats, checkLength, checkPositive } from '../batchChecks.ts';
import type { DistributionBatch } from '../Metric.ts';

/**
 * Refuses a batch that cannot be evaluated.
 *
 * @throws TypeError or RangeError, `where` first in the sentence.
 */
export function checkDistributionBatch(
  where: string,
  { targets, means, variances }: DistributionBatch,
): void {
  checkFloats(where, 'targets', targets);
  checkFloats(where, 'means', means);
  checkFloats(where, 'variances', variances);
  checkLength(where, 'means', means, targets.length);
  checkLength(where, 'variances', variances, targets.length);
  checkFinite(where, 'targets', targets);
  checkFinite(where, 'means', means);
  checkPositive(where, 'variances', variances);
}
