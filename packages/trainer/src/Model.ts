import type * as tf from '@tensorflow/tfjs-core';

import { fromLayersModel } from './layersModel/fromLayersModel.ts';
import type { LayersModelLike } from './layersModel/LayersModelLike.ts';

export type { LayersModelLike } from './layersModel/LayersModelLike.ts';

/** Variables by name; the names key optimizer state and weight files, so they must not change between runs. */
export type NamedVariables = Readonly<Record<string, tf.Variable>>;
export type NamedTensors = Readonly<Record<string, tf.Tensor>>;
/** One tensor, or several by name: what a model with several inputs or outputs takes and gives. */
export type Tensors = tf.Tensor | NamedTensors;

/** What a model may depend on beside its inputs. */
export interface PredictContext {
  /** True inside a training step: dropout drops, batch norm uses the batch. */
  readonly training: boolean;
  /**
   * In training, the step counted from 0: what is drawn must depend on (seed, purpose, step) alone, so that a step can be
   * repeated.
   */
  readonly step?: number | undefined;
}

/** Anything with named variables and a predict function; with several inputs or outputs, these are by name. */
export interface Model<Inputs extends Tensors = tf.Tensor, Outputs extends Tensors = tf.Tensor> {
  readonly variables: NamedVariables;
  /** What predicting in training changes by itself, such as moving statistics: state of the run, without gradients. */
  readonly nonTrainableVariables?: NamedVariables | undefined;
  /** A scalar on the parameters that belongs to the loss, in training and in validation alike. */
  readonly penalty?: (() => tf.Tensor) | undefined;
  predict(inputs: Inputs, context: PredictContext): Outputs;
}

/** A model whatever its inputs and outputs. */
export type AnyModel = Model<Tensors, Tensors>;

/** Makes a {@link Model} of a `tf.LayersModel`; anything else is returned as it is. */
export function asModel(model: LayersModelLike): AnyModel;
export function asModel<Given extends AnyModel>(model: Given): Given;
export function asModel(model: AnyModel | LayersModelLike): AnyModel;
export function asModel(model: AnyModel | LayersModelLike): AnyModel {
  return 'predict' in model && 'variables' in model ? model : fromLayersModel(model);
}
