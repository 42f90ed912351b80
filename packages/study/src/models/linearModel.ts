import { randomStream } from '@losskit/random';
import { glorotUniform } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import type { TaskModel } from './TaskModel.ts';

/** y = θ0 + θ · x over `features` features; predictions have shape [rows]. */
export function linearModel(features: number): TaskModel {
  return {
    description: `linear, ${features} ${features === 1 ? 'feature' : 'features'}`,
    create(seed) {
      const kernel = tf.tidy(() =>
        tf.variable(glorotUniform(randomStream(seed, 'initial weights'), [features, 1])),
      );
      const intercept = tf.variable(tf.zeros([1]));
      return {
        variables: { kernel, intercept },
        predict: (inputs) =>
          tf.reshape(
            tf.add(
              tf.matMul(tf.reshape(inputs, [-1, features]), tf.reshape(kernel, [features, 1])),
              intercept,
            ),
            [-1],
          ),
      };
    },
  };
}
