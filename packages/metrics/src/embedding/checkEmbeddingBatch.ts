import { checkFinite, checkFloats, checkIntegers, checkSize, checkWidth } from '../batchChecks.ts';
import type { EmbeddingBatch } from '../Metric.ts';

/**
 * Refuses a batch that cannot be evaluated.
 *
 * @throws TypeError or RangeError, `where` first in the sentence.
 */
export function checkEmbeddingBatch(where: string, { labels, embeddings, components }: EmbeddingBatch): void {
  checkWidth(where, 'components', components);
  checkIntegers(where, 'labels', labels);
  checkFloats(where, 'embeddings', embeddings);
  checkSize(where, 'embeddings', embeddings, labels.length, components);
  checkFinite(where, 'embeddings', embeddings, components);
}
