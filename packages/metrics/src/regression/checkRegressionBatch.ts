import { checkFinite, checkFloats, checkLength, checkWholeRows, checkWidth } from '../batchChecks.ts';
import type { RegressionBatch } from '../Metric.ts';

/**
 * Refuses a batch that cannot be evaluated.
 *
 * @throws TypeError or RangeError, `where` first in the sentence.
 */
export function checkRegressionBatch(
  where: string,
  { targets, predicted, columns = 1 }: RegressionBatch,
): void {
  checkWidth(where, 'columns', columns);
  checkFloats(where, 'targets', targets);
  checkFloats(where, 'predicted', predicted);
  checkLength(where, 'predicted', predicted, targets.length);
  checkWholeRows(where, 'targets', targets, columns);
  checkFinite(where, 'targets', targets, columns);
  checkFinite(where, 'predicted', predicted, columns);
}
