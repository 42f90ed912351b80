import * as tf from '@tensorflow/tfjs-core';

/** Variables by name; the names key optimizer state and weight files, so they must not change between runs. */
export type NamedVariables = Readonly<Record<string, tf.Variable>>;
export type NamedTensors = Readonly<Record<string, tf.Tensor>>;

/** What a model may depend on beside its inputs. */
export interface PredictContext {
  /** True inside a training step: dropout drops, batch norm uses the batch. */
  readonly training: boolean;
}

/** Anything with named variables and a predict function. */
export interface Model {
  readonly variables: NamedVariables;
  /** What predicting in training changes by itself, such as moving statistics: state of the run, without gradients. */
  readonly nonTrainableVariables?: NamedVariables | undefined;
  /** A scalar on the parameters that belongs to the loss, in training and in validation alike. */
  readonly penalty?: (() => tf.Tensor) | undefined;
  predict(inputs: tf.Tensor, context: PredictContext): tf.Tensor;
}

/** The part of a `tf.LayersModel` that training needs. */
export interface LayersModelLike {
  readonly trainableWeights: readonly { readonly name: string }[];
  apply(inputs: tf.Tensor, options?: { training?: boolean }): unknown;
}

function fromLayersModel(layers: LayersModelLike): Model {
  const registered = tf.engine().registeredVariables;
  const variables: Record<string, tf.Variable> = {};
  for (const { name } of layers.trainableWeights) {
    const variable = registered[name];
    if (!variable)
      throw new RangeError(`train: expected the weight '${name}' of the model to exist, got none.`);
    variables[name] = variable;
  }
  return {
    variables,
    predict(inputs, { training }) {
      const outputs = layers.apply(inputs, { training });
      if (outputs instanceof tf.Tensor) return outputs;
      throw new TypeError('train: expected a LayersModel with one output, got several.');
    },
  };
}

/** Makes a {@link Model} of a `tf.LayersModel`; anything else is returned as it is. */
export function asModel(model: Model | LayersModelLike): Model {
  return 'predict' in model && 'variables' in model ? model : fromLayersModel(model);
}
