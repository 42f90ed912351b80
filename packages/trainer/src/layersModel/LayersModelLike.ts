import type * as tf from '@tensorflow/tfjs-core';

/** A weight of a layer. */
export interface LayerWeight {
  /** The layer's name and what the weight is: `dense_Dense1/kernel`. */
  readonly originalName: string;
  /** The variable itself. */
  read(): tf.Tensor;
}

/** The part of a `tf.layers.Layer` that training needs. */
export interface LayerLike {
  readonly name: string;
  readonly weights: readonly LayerWeight[];
  readonly trainable: boolean;
  /** Whether it carries state from one batch to the next, as recurrent layers may. */
  readonly stateful: boolean;
  /** Its regularisers' penalties. */
  readonly losses: readonly (() => tf.Tensor)[];
  getClassName(): string;
}

/** The part of a `tf.LayersModel` that training needs. */
export interface LayersModelLike extends LayerLike {
  readonly built: boolean;
  build(inputShape: (number | null)[]): void;
  readonly layers: readonly LayerLike[];
  readonly trainableWeights: readonly LayerWeight[];
  readonly inputs: readonly { readonly shape: readonly (number | null)[] }[];
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  apply(inputs: tf.Tensor[], options?: { [key: string]: unknown }): unknown;
}
