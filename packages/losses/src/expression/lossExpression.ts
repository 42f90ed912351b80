import type { AnyLoss } from '../contract/declaration.ts';
import { nameOfLoss } from './nameOfLoss.ts';

/** One of the losses that are added up, and how much it counts. */
export interface LossTerm {
  /** A finite number above 0. */
  readonly weight: number;
  readonly loss: AnyLoss;
}

/** What a model is trained with: a loss or several, weighted, and penalties on its parameters that are added to them. */
export interface LossExpression {
  /**
   * Canonical: full names, options that are not the default in the order of the declaration, penalties last.
   * `huber:delta=0.2+l2Penalty`, `0.5*dice+0.5*crossEntropy`.
   */
  readonly name: string;
  /** One or more. */
  readonly terms: readonly LossTerm[];
  readonly penalties: readonly AnyLoss[];
}

function nameOfTerm({ weight, loss }: LossTerm): string {
  return weight === 1 ? nameOfLoss(loss) : `${weight}*${nameOfLoss(loss)}`;
}

/**
 * An expression of losses and penalties that are values already.
 *
 * @param given - A loss, or several with their weights.
 * @example
 * ```ts
 * lossExpression(huber.with({ delta: 0.2 }), [l2Penalty]).name; // 'huber:delta=0.2+l2Penalty'
 * ```
 */
export function lossExpression(
  given: AnyLoss | readonly LossTerm[],
  penalties: readonly AnyLoss[] = [],
): LossExpression {
  const terms = 'declaration' in given ? [{ weight: 1, loss: given }] : given;
  return { name: [...terms.map(nameOfTerm), ...penalties.map(nameOfLoss)].join('+'), terms, penalties };
}
