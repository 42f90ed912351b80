import { checkEach, checkFinite, checkFloats, checkLength, checkPositive } from '../batchChecks.ts';
import type { CountsBatch } from '../Metric.ts';

/**
 * Refuses a batch that cannot be evaluated.
 *
 * @throws TypeError or RangeError, `where` first in the sentence.
 */
export function checkCountsBatch(where: string, { targets, rates }: CountsBatch): void {
  checkFloats(where, 'targets', targets);
  checkFloats(where, 'rates', rates);
  checkLength(where, 'rates', rates, targets.length);
  checkFinite(where, 'targets', targets);
  checkEach(where, 'targets', targets, 'at least 0', (target) => target >= 0);
  checkPositive(where, 'rates', rates);
}
