import { typeError } from '@losskit/errors';

import { checkEach, checkFinite, checkFloats, checkLength } from '../batchChecks.ts';
import type { SurvivalBatch } from '../Metric.ts';

/**
 * Refuses a batch that cannot be evaluated.
 *
 * @throws TypeError or RangeError, `where` first in the sentence.
 */
export function checkSurvivalBatch(where: string, { times, events, risks }: SurvivalBatch): void {
  checkFloats(where, 'times', times);
  if (!(events instanceof Uint8Array || events instanceof Float32Array)) {
    throw typeError(where, 'events to be a Uint8Array or a Float32Array', events);
  }
  checkFloats(where, 'risks', risks);
  checkLength(where, 'events', events, times.length);
  checkLength(where, 'risks', risks, times.length);
  checkFinite(where, 'times', times);
  checkEach(where, 'events', events, '0 or 1', (event) => event === 0 || event === 1);
  checkFinite(where, 'risks', risks);
}
