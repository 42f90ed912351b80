import * as tf from '@tensorflow/tfjs-core';

import { type GradientTransform, mapNamed } from './GradientTransform.ts';

/** The last link of an optimizer: −learning rate · direction. */
export function scaleByLearningRate(): GradientTransform {
  return {
    name: 'learningRate',
    init: () => ({}),
    update(directions, slots, { learningRate }) {
      const factor = tf.neg(learningRate);
      return { updates: mapNamed(directions, (direction) => tf.mul(direction, factor)), slots };
    },
  };
}
