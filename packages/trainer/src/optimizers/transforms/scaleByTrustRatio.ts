import * as tf from '@tensorflow/tfjs-core';

import { mapNamed } from '../../model/NamedTensors.ts';
import { type GradientTransform, tensorOf } from './GradientTransform.ts';

/** Each variable's direction u times ‖θ‖ / ‖u‖; u itself where one of the norms is 0. */
export function scaleByTrustRatio(): GradientTransform {
  return {
    name: 'trustRatio',
    description: 'scaleByTrustRatio',
    init: () => ({}),
    update(directions, state, { variables }) {
      const updates = mapNamed(directions, (direction, name) => {
        const ratio = tf.divNoNan(tf.norm(tensorOf(variables, name)), tf.norm(direction));
        return tf.mul(direction, tf.where(tf.greater(ratio, 0), ratio, tf.onesLike(ratio)));
      });
      return { updates, state };
    },
  };
}
