import type { Model } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

/** y = θ0 + θ · x, from θ = 0 on: inputs of shape [rows, features], predictions of shape [rows]. */
export function linearModel(features: number): Model & { readonly description: string } {
  const kernel = tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R2>([features, 1])));
  const intercept = tf.tidy(() => tf.variable(tf.zeros([1])));
  return {
    description: `linear in ${features} ${features === 1 ? 'feature' : 'features'}`,
    variables: { kernel, intercept },
    predict(inputs) {
      const rows = tf.reshape<tf.Rank.R2>(inputs, [-1, features]);
      return tf.reshape(tf.add(tf.matMul(rows, kernel), intercept), [-1]);
    },
  };
}
