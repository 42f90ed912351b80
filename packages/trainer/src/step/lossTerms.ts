import { typeError } from '@losskit/errors';

import { BatchLoss } from './batchLoss.ts';
import type { LossFunction } from './LossFunction.ts';
import { outputLoss } from './outputLoss.ts';

/** A loss, and how much it counts in the total; weight 1 by default. */
export interface TermLoss {
  readonly loss: LossFunction | BatchLoss;
  readonly weight?: number | undefined;
}

/**
 * What is minimised: a loss of the only output, a loss of all outputs and the batch, or several by name,
 * whose total is Σ weight · loss. A function is the loss of the output of its name; a {@link BatchLoss} sees
 * all outputs under any name.
 */
export type Losses = LossFunction | BatchLoss | Readonly<Record<string, LossFunction | BatchLoss | TermLoss>>;

/** One term of the total; its name is undefined where it is the only one. */
export interface LossTerm {
  readonly name: string | undefined;
  readonly loss: BatchLoss;
  readonly weight: number;
}

function isFunction(value: unknown): value is LossFunction {
  return typeof value === 'function';
}

function isLoss(value: unknown): value is LossFunction | BatchLoss {
  return isFunction(value) || value instanceof BatchLoss;
}

function isTermLoss(value: unknown): value is TermLoss {
  return typeof value === 'object' && value !== null && 'loss' in value && isLoss(value.loss);
}

/** The terms of the total, in the order given. @throws TypeError for what is no loss. */
export function lossTerms(losses: Losses): readonly LossTerm[] {
  const toTerm = (name: string | undefined, given: unknown): LossTerm => {
    const { loss, weight = 1 } = isTermLoss(given) ? given : { loss: given };
    if (loss instanceof BatchLoss) return { name, loss, weight };
    if (isFunction(loss)) return { name, loss: outputLoss(loss, name), weight };
    throw typeError(
      'train',
      `a function or a batchLoss as loss${name === undefined ? '' : ` of '${name}'`}`,
      loss,
    );
  };
  if (isLoss(losses) || !(losses instanceof Object)) return [toTerm(undefined, losses)];
  return Object.entries(losses).map(([name, given]) => toTerm(name, given));
}
