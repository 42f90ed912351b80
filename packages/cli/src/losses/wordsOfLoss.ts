import type { AnyLoss } from '@losskit/losses/contract';
import { type LossWords, wordsOf } from '@losskit/losses/words';

/** What a reader wants to know of a loss of losskit: there is none without. */
export function wordsOfLoss({ declaration }: AnyLoss): LossWords {
  const words = wordsOf(declaration.name);
  if (words) return words;
  throw new RangeError(`losses: expected words for ${declaration.name}, got none.`);
}
