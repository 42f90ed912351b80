import type * as tf from '@tensorflow/tfjs-core';

import type { SumAndWeight } from './SumAndWeight.ts';

/** What a batch has beside inputs and targets; nothing where it has neither. */
export interface LossWeights {
  readonly weights?: tf.Tensor | undefined;
  readonly mask?: tf.Tensor | undefined;
}

/** What a loss may say of itself, as those of losskit do. */
export interface LossFacts {
  /**
   * Whether a row's loss depends on the other rows of its batch, so that batches don't add up. Default false.
   */
  readonly batchDependent?: boolean | undefined;
  /** False where the gradient is 0 everywhere. Default true. */
  readonly differentiable?: boolean | undefined;
  /** The kind of target: `binary`, `multiclass`, `signs` … */
  readonly target?: string | undefined;
  /** The space of the prediction: `logits`, `probabilities`, `logProbabilities` … */
  readonly prediction?: string | undefined;
}

/**
 * Compares the targets of one output with its predictions.
 *
 * A plain function gives a scalar, a mean over the rows of the batch. One that also gives its weighted sum
 * and its weight, as the losses of losskit do, takes weights and masks, and its batches add up exactly.
 */
export interface LossFunction {
  (yTrue: tf.Tensor, yPred: tf.Tensor, options?: LossWeights): tf.Tensor;
  /** Σ w·l and Σ w of [yTrue, yPred]. */
  sumAndWeight?(inputs: readonly tf.Tensor[], options?: LossWeights): SumAndWeight;
  /** The shape that weights and mask are of; those of the leading axes are aligned to it. */
  weightsShape?(inputs: readonly tf.Tensor[]): readonly number[];
  readonly declaration?: LossFacts | undefined;
  /** The options that it was made with. */
  readonly preset?: Readonly<Record<string, unknown>> | undefined;
}
