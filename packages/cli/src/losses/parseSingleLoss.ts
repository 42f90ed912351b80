import { expected, LosskitError } from '@losskit/errors';
import type { AnyLoss } from '@losskit/losses/contract';
import { parseLoss } from '@losskit/losses/expression';

import { blaming } from './blaming.ts';

/**
 * Reads one loss with or without options: `huber`, `barron:alpha=-2,scale=3`.
 *
 * @param where - The word or option where it was typed.
 * @throws LosskitError as `parseLoss`, and `option-invalid` for a loss with penalties, which a model is
 *   trained with.
 */
export function parseSingleLoss(where: string, text: string): AnyLoss {
  const { terms, penalties } = blaming(where, () => parseLoss(text));
  const [term] = terms;
  if (penalties.length === 0 && terms.length === 1 && term?.weight === 1) return term.loss;
  const what =
    penalties.length === 0
      ? 'one loss without a weight'
      : 'one loss without penalties, which are on the parameters of a model';
  throw new LosskitError('option-invalid', expected(where, what, text));
}
