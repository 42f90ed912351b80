import { LosskitError } from '@losskit/errors';
import type { AnyLoss } from '@losskit/losses/contract';
import { parseLoss } from '@losskit/losses/expression';

/**
 * Reads one loss with or without options: `huber`, `barron:alpha=-2,scale=3`.
 *
 * @throws LosskitError as `parseLoss`, and `option-invalid` for a loss with penalties, which a model is
 *   trained with.
 */
export function parseSingleLoss(text: string): AnyLoss {
  const { loss, penalties } = parseLoss(text);
  if (penalties.length === 0) return loss;
  throw new LosskitError(
    'option-invalid',
    `losses: expected one loss, got '${text}', whose penalties are on the parameters of a model.`,
  );
}

/** A loss in a legend, with the options as they were typed: `huber, delta 0.5`. */
export function labelOfLoss({ declaration, preset }: AnyLoss): string {
  const options = Object.entries(preset).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join('/') : value}`,
  );
  return [declaration.name, ...options].join(', ');
}
