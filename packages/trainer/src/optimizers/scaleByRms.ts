import * as tf from '@tensorflow/tfjs-core';

import { type GradientTransform, mapNamed, tensorOf } from './GradientTransform.ts';

/** RMSProp's direction g / (√v + ε), where v is the running mean of g². */
export function scaleByRms(decay: number, epsilon: number): GradientTransform {
  return {
    name: 'rms',
    init: (variables) => mapNamed(variables, (variable) => tf.zerosLike(variable)),
    update(gradients, slots) {
      const means = mapNamed(gradients, (gradient, name) =>
        tf.add(tf.mul(tensorOf(slots, name), decay), tf.mul(tf.square(gradient), 1 - decay)),
      );
      const updates = mapNamed(gradients, (gradient, name) =>
        tf.div(gradient, tf.add(tf.sqrt(tensorOf(means, name)), epsilon)),
      );
      return { updates, slots: means };
    },
  };
}
