import { rangeError } from '@losskit/errors';

import { checkEach, checkFinite, checkFloats, checkIntegers, checkSize, checkWidth } from '../batchChecks.ts';
import type { ClassificationBatch } from '../Metric.ts';

/** How far a row of float32 probabilities may sum from 1; logits and scores are much further away. */
const SUM_TOLERANCE = 1e-3;

/**
 * Refuses a batch that cannot be evaluated.
 *
 * @throws TypeError or RangeError, `where` first in the sentence.
 */
export function checkClassificationBatch(
  where: string,
  { labels, probabilities, classes }: ClassificationBatch,
): void {
  checkWidth(where, 'classes', classes);
  checkIntegers(where, 'labels', labels);
  checkFloats(where, 'probabilities', probabilities);
  checkSize(where, 'probabilities', probabilities, labels.length, classes);
  checkFinite(where, 'probabilities', probabilities, classes);
  checkEach(where, 'probabilities', probabilities, 'at least 0', (probability) => probability >= 0, classes);
  checkEach(where, 'labels', labels, `from 0 to ${classes - 1}`, (label) => label >= 0 && label < classes);
  labels.forEach((_, row) => {
    let sum = 0;
    probabilities.subarray(row * classes, (row + 1) * classes).forEach((probability) => {
      sum += probability;
    });
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw rangeError(where, `row ${row} of probabilities to sum to 1`, sum);
    }
  });
}
