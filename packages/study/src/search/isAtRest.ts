/** Relative to the training loss: how much it may change and count as at rest. */
export const REST_TOLERANCE = 1e-4;
/** Of the loss at the start: a loss that falls to 0 never stops changing by a fraction of itself. */
const FLOOR = 1e-7;

/** A training loss at three places of a run. */
export interface LossOverRun {
  readonly first: number;
  readonly before: number;
  readonly last: number;
}

/**
 * Whether a training loss has stopped changing: from `before` to `last` by no more than a ten-thousandth of itself. What is not at
 * rest may score better for that, so that a search would choose the optimizer, and not what suits the loss.
 *
 * @example
 * ```ts
 * isAtRest({ first: 4, before: 0.50001, last: 0.5 }); // true
 * isAtRest({ first: 4, before: 0.51, last: 0.5 }); // false
 * ```
 */
export function isAtRest({ first, before, last }: LossOverRun): boolean {
  return Math.abs(last - before) <= REST_TOLERANCE * Math.abs(last) + FLOOR * Math.abs(first);
}
