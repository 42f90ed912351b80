import * as tf from '@tensorflow/tfjs-core';

import { mapNamed } from '../../model/NamedTensors.ts';
import type { GradientTransform } from './GradientTransform.ts';

/** The last link of an optimizer: −learning rate · direction. */
export function scaleByLearningRate(): GradientTransform {
  return {
    name: 'learningRate',
    description: 'scaleByLearningRate',
    init: () => ({}),
    update(directions, state, { learningRate }) {
      const factor = tf.neg(learningRate);
      return { updates: mapNamed(directions, (direction) => tf.mul(direction, factor)), state };
    },
  };
}
