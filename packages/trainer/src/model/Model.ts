import type * as tf from '@tensorflow/tfjs-core';

import type { NamedVariables, Tensors } from './NamedTensors.ts';

/** What a model may depend on beside its inputs. */
export interface PredictContext {
  /** True inside a training step: dropout drops, batch norm uses the batch. */
  readonly training: boolean;
  /**
   * In training, the step counted from 0: what is drawn must depend on (seed, purpose, step) alone, so that a
   * step can be repeated.
   */
  readonly step?: number | undefined;
  /**
   * The same number, for random tensors that `markDrawn` knows of. A step whose model asks for `step` itself is not
   * compiled: it would stay the number of the recording.
   */
  readonly drawingStep?: number | undefined;
  /**
   * In training, whether the optimizer leaves a variable as it is; undefined where it changes all. A batch
   * norm with frozen variables normalises by its moving statistics.
   */
  readonly isFrozen?: ((name: string, variable: tf.Tensor) => boolean) | undefined;
}

/**
 * Anything with named variables and a predict function; with several inputs or outputs, these are by name.
 */
export interface Model<Inputs extends Tensors = tf.Tensor, Outputs extends Tensors = tf.Tensor> {
  readonly variables: NamedVariables;
  /**
   * What predicting in training changes by itself, such as moving statistics: state of the run, without
   * gradients.
   */
  readonly nonTrainableVariables?: NamedVariables | undefined;
  /** A scalar on the parameters that belongs to the loss, in training and in validation alike. */
  readonly penalty?: (() => tf.Tensor) | undefined;
  predict(inputs: Inputs, context: PredictContext): Outputs;
}

/** A model whatever its inputs and outputs. */
export type AnyModel = Model<Tensors, Tensors>;
