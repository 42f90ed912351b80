import { ArgumentRangeError, ArgumentTypeError, describeValue } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

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

function isTermLoss(value: unknown): value is { readonly loss: unknown; readonly weight?: number } {
  return typeof value === 'object' && value !== null && !isLoss(value) && 'loss' in value;
}

/** What to write instead of what is no loss. */
function describeOther(given: unknown): string {
  if (typeof given === 'string') {
    return `${describeValue(given)}, a name; import the loss from @losskit/losses and give the function`;
  }
  if (Array.isArray(given))
    return `${describeValue(given)}; give losses by the names of their outputs, as { a, b }`;
  if (given instanceof Promise) return 'a Promise; await it';
  return describeValue(given);
}

function lossError(given: unknown, name?: string): ArgumentTypeError {
  const of = name === undefined ? '' : ` of '${name}'`;
  return new ArgumentTypeError(
    `train: expected a function or a batchLoss as loss${of}, got ${describeOther(given)}.`,
  );
}

function isLosses(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return !(Array.isArray(value) || value instanceof Promise || value instanceof tf.Tensor);
}

/**
 * The terms of the total, in the order given.
 *
 * @throws TypeError for what is no loss, RangeError for no loss at all.
 */
export function lossTerms(losses: Losses): readonly LossTerm[] {
  const toTerm = (name: string | undefined, given: unknown): LossTerm => {
    const { loss, weight = 1 } = isTermLoss(given) ? given : { loss: given };
    if (loss instanceof BatchLoss) return { name, loss, weight };
    if (isFunction(loss)) return { name, loss: outputLoss(loss, name), weight };
    throw lossError(loss, name);
  };
  if (isLoss(losses)) return [toTerm(undefined, losses)];
  if (!isLosses(losses)) throw lossError(losses);
  const terms = Object.entries(losses).map(([name, given]) => toTerm(name, given));
  if (terms.length > 0) return terms;
  throw new ArgumentRangeError('train: expected a loss for one output or more, got none.');
}
