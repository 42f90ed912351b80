import type { AnyLoss } from '../contract/declaration.ts';
import { nameOfLoss } from './nameOfLoss.ts';

/** What a model is trained with: a loss, and penalties on its parameters that are added to it. */
export interface LossExpression {
  /**
   * Canonical: full names, options that are not the default in the order of the declaration.
   * `huber:delta=0.2+l2Penalty`.
   */
  readonly name: string;
  readonly loss: AnyLoss;
  readonly penalties: readonly AnyLoss[];
}

/**
 * An expression of a loss and penalties that are values already.
 *
 * @example
 * ```ts
 * lossExpression(huber.with({ delta: 0.2 }), [l2Penalty]).name; // 'huber:delta=0.2+l2Penalty'
 * ```
 */
export function lossExpression(loss: AnyLoss, penalties: readonly AnyLoss[] = []): LossExpression {
  return { name: [loss, ...penalties].map(nameOfLoss).join('+'), loss, penalties };
}
