import { rangeError, typeError } from '@losskit/errors';

import { checkLength } from '../batchChecks.ts';
import type { SequenceBatch } from '../Metric.ts';

function checkSequences(where: string, name: string, sequences: unknown): void {
  if (!Array.isArray(sequences)) throw typeError(where, `${name} to be an array of sequences`, sequences);
  sequences.forEach((sequence: unknown, row) => {
    if (!Array.isArray(sequence)) throw typeError(where, `${name}[${row}] to be an array`, sequence);
    sequence.forEach((label: unknown, position) => {
      if (!Number.isSafeInteger(label)) {
        throw rangeError(where, `${name}[${row}][${position}] to be an integer`, label);
      }
    });
  });
}

/**
 * Refuses a batch that cannot be evaluated.
 *
 * @throws TypeError or RangeError, `where` first in the sentence.
 */
export function checkSequenceBatch(where: string, { targets, predicted }: SequenceBatch): void {
  checkSequences(where, 'targets', targets);
  checkSequences(where, 'predicted', predicted);
  checkLength(where, 'predicted', predicted, targets.length);
}
