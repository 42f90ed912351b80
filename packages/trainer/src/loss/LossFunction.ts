import type * as tf from '@tensorflow/tfjs-core';

/** What a loss is given beside targets and predictions: what the batch has, and nothing where it has neither. */
export interface LossWeights {
  readonly weights?: tf.Tensor | undefined;
  readonly mask?: tf.Tensor | undefined;
  /** Asked for once a batch with weights, to learn the shape that these are for. */
  readonly reduction?: 'none' | undefined;
}

/**
 * Any function that compares targets with predictions and gives a scalar. It must take weights and mask where the
 * batches have them, and divide by the sum of the weights, as the losses of losskit do.
 */
export interface LossFunction {
  (yTrue: tf.Tensor, yPred: tf.Tensor, options?: LossWeights): tf.Tensor;
  /** What the loss says of itself: `coupled` where a row's loss depends on the other rows of its batch. */
  readonly declaration?: { readonly coupled?: boolean } | undefined;
}

/** The loss of one output, and how much it counts in the total; weight 1 by default. */
export interface OutputLoss {
  readonly loss: LossFunction;
  readonly weight?: number | undefined;
}

/** One loss for a model with one output, or one for each output by name: the total is Σ weight · loss. */
export type Losses = LossFunction | Readonly<Record<string, LossFunction | OutputLoss>>;

/** A loss with the output that it is of; `output` is undefined where the model has only one. */
export interface LossTerm {
  readonly output: string | undefined;
  readonly loss: LossFunction;
  readonly weight: number;
}

/** The terms of the total, in the order given. */
export function lossTerms(losses: Losses): readonly LossTerm[] {
  if (typeof losses === 'function') return [{ output: undefined, loss: losses, weight: 1 }];
  return Object.entries(losses).map(([output, given]) =>
    typeof given === 'function'
      ? { output, loss: given, weight: 1 }
      : { output, loss: given.loss, weight: given.weight ?? 1 },
  );
}
