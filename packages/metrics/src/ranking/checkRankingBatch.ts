import { typeError } from '@losskit/errors';

import { checkEach, checkFinite, checkFloats, checkLength } from '../batchChecks.ts';
import type { RankingBatch } from '../Metric.ts';

/**
 * Refuses a batch that cannot be evaluated.
 *
 * @throws TypeError or RangeError, `where` first in the sentence.
 */
export function checkRankingBatch(where: string, { relevances, scores }: RankingBatch): void {
  if (!Array.isArray(relevances)) throw typeError(where, 'relevances to be an array of lists', relevances);
  if (!Array.isArray(scores)) throw typeError(where, 'scores to be an array of lists', scores);
  checkLength(where, 'scores', scores, relevances.length);
  relevances.forEach((list, row) => {
    const ofList = scores[row] ?? new Float32Array();
    checkFloats(where, `relevances[${row}]`, list);
    checkFloats(where, `scores[${row}]`, ofList);
    checkLength(where, `scores[${row}]`, ofList, list.length);
    checkFinite(where, `relevances[${row}]`, list);
    checkEach(where, `relevances[${row}]`, list, 'at least 0', (relevance) => relevance >= 0);
    checkFinite(where, `scores[${row}]`, ofList);
  });
}
