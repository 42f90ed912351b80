import * as tf from '@tensorflow/tfjs-core';

import { mapNamed } from '../../model/NamedTensors.ts';
import { POSITIVE } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import type { GradientTransform } from './GradientTransform.ts';

/**
 * Each variable's gradient g by itself: g · limit / ‖g‖ where ‖g‖ ≥ limit. As Keras's `clipnorm`.
 *
 * @throws RangeError if `limit` is not a number > 0.
 */
export function clipByNorm(limit: number): GradientTransform {
  validateArgument('clipByNorm', 'limit', limit, POSITIVE);
  return {
    name: 'clipByNorm',
    description: describeOptions('clipByNorm', { limit }),
    init: () => ({}),
    update: (gradients, state) => ({
      updates: mapNamed(gradients, (gradient) => {
        const norm = tf.sqrt(tf.sum(tf.square(gradient)));
        return tf.where(tf.less(norm, limit), gradient, tf.mul(tf.div(gradient, norm), limit));
      }),
      state,
    }),
  };
}
