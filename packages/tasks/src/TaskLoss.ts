import { ArgumentRangeError, ArgumentTypeError, describeValue } from '@losskit/errors';
import type { AnyLoss } from '@losskit/losses/contract';
import { type LossExpression, type LossTerm, lossExpression, parseLoss } from '@losskit/losses/expression';
import type { BatchLoss, LossFunction } from '@losskit/trainer';

/** A loss as a script names it: of losskit, with options or not, an expression, a text, or a function of one's own. */
export type GivenLoss = string | AnyLoss | LossExpression | LossFunction | BatchLoss;

/** A loss to compare, under the name that results have it by. */
export interface TaskLoss {
  readonly name: string;
  readonly penalties: readonly AnyLoss[];
  /** Losses of losskit, which say what they take, with their weights; none where it is one's own. */
  readonly terms: readonly LossTerm[];
  /** The loss of losskit, where it is a single one with weight 1. */
  readonly declared: AnyLoss | undefined;
  /** One's own: a function of targets and outputs, or of outputs and batch. */
  readonly own: LossFunction | BatchLoss | undefined;
}

function isDeclared(given: object): given is AnyLoss {
  return 'declaration' in given && 'evaluate' in given && 'preset' in given;
}

function isExpression(given: object): given is LossExpression {
  return 'penalties' in given && 'terms' in given;
}

function ofExpression({ name, terms, penalties }: LossExpression): TaskLoss {
  const [first] = terms;
  const declared = terms.length === 1 && first?.weight === 1 ? first.loss : undefined;
  return { name, terms, declared, own: undefined, penalties };
}

/** Texts that were read: what is compiled for a loss is found again by the loss itself. */
const read = new Map<string, TaskLoss>();

function ofText(text: string): TaskLoss {
  const loss = read.get(text) ?? ofExpression(parseLoss(text));
  read.set(text, loss);
  return loss;
}

/**
 * A loss in any form that a script can give it.
 *
 * @throws LosskitError for a text that names no loss, ArgumentRangeError for a function without a name.
 */
export function taskLoss(given: GivenLoss): TaskLoss {
  if (typeof given === 'string') return ofText(given);
  if ((typeof given !== 'function' && typeof given !== 'object') || given === null) {
    throw new ArgumentTypeError(
      `losses: expected a loss, its name or a function, got ${describeValue(given)}.`,
    );
  }
  if (isExpression(given)) return ofExpression(given);
  if (isDeclared(given)) return ofExpression(lossExpression(given));
  if (given.name === undefined || given.name === '') {
    throw new ArgumentRangeError(
      'losses: expected a function with a name, by which results tell it, got one without; write it as a named function.',
    );
  }
  return { name: given.name, terms: [], declared: undefined, own: given, penalties: [] };
}

/**
 * A loss with penalties on the model's kernels added to it.
 *
 * @example
 * ```ts
 * import { crossEntropy, l2Penalty } from '@losskit/losses';
 * import { withPenalties } from '@losskit/tasks';
 * withPenalties(crossEntropy, l2Penalty.with({ lambda: 0.001 })).name; // 'crossEntropy+l2Penalty:lambda=0.001'
 * ```
 */
export function withPenalties(loss: AnyLoss, ...penalties: readonly AnyLoss[]): LossExpression {
  return lossExpression(loss, penalties);
}
