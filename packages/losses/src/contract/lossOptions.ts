import type { Tensor } from '@tensorflow/tfjs-core';

/** A tensor, or the numbers to make one of. */
export type TensorInput = Tensor | number | readonly NestedNumbers[];
export type NestedNumbers = number | readonly NestedNumbers[];

/** Truth values, or numbers that stand for them: 0 is false, every other is true. */
export type TruthInput = TensorInput | boolean | readonly NestedTruths[];
type NestedTruths = number | boolean | readonly NestedTruths[];

export const REDUCTIONS = ['mean', 'sum', 'none'] as const;

/**
 * How the unreduced loss becomes the result: the weighted mean Σ(w·l) / Σ(w), the weighted sum Σ(w·l), or w·l
 * as it is.
 */
export type Reduction = (typeof REDUCTIONS)[number];

/** The options that every loss has. */
export interface LossOptions {
  /** Default `'mean'`; `'sum'` for penalties. */
  readonly reduction?: Reduction | undefined;
  /**
   * Numbers ≥ 0, broadcastable to the unreduced loss. Weight 0 means "masked out", even when the loss there
   * is NaN, and with `'mean'` multiplying all weights by a constant changes nothing. Where rows are reduced
   * in groups they are of the rows, and say how often a row counts. Default: all 1.
   */
  readonly weights?: TensorInput | undefined;
  /** Truth values (or 0 and 1), of what the weights are of: false means "masked out". Default: all true. */
  readonly mask?: TruthInput | undefined;
}

export const LOSS_OPTION_NAMES = ['reduction', 'weights', 'mask'] as const;
