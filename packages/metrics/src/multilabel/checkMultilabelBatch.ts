import { typeError } from '@losskit/errors';

import { checkEach, checkFloats, checkSize, checkWholeRows, checkWidth } from '../batchChecks.ts';
import type { MultilabelBatch } from '../Metric.ts';

/**
 * Refuses a batch that cannot be evaluated.
 *
 * @throws TypeError or RangeError, `where` first in the sentence.
 */
export function checkMultilabelBatch(
  where: string,
  { targets, probabilities, labels }: MultilabelBatch,
): void {
  checkWidth(where, 'labels', labels);
  if (!(targets instanceof Uint8Array || targets instanceof Float32Array)) {
    throw typeError(where, 'targets to be a Uint8Array or a Float32Array', targets);
  }
  checkFloats(where, 'probabilities', probabilities);
  checkWholeRows(where, 'targets', targets, labels);
  checkSize(where, 'probabilities', probabilities, targets.length / labels, labels);
  checkEach(where, 'targets', targets, '0 or 1', (target) => target === 0 || target === 1, labels);
  const isProbability = (value: number) => value >= 0 && value <= 1;
  checkEach(where, 'probabilities', probabilities, 'from 0 to 1', isProbability, labels);
}
