import * as tf from '@tensorflow/tfjs-core';

import { mapNamed } from '../../model/NamedTensors.ts';
import { POSITIVE } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import type { GradientTransform } from './GradientTransform.ts';

/**
 * Every element into [−limit, limit]; this changes the direction. As Keras's `clipvalue` and Optax's `clip`.
 *
 * @throws RangeError if `limit` is not a number > 0.
 */
export function clipByValue(limit: number): GradientTransform {
  validateArgument('clipByValue', 'limit', limit, POSITIVE);
  return {
    name: 'clipByValue',
    description: describeOptions('clipByValue', { limit }),
    init: () => ({}),
    update: (gradients, state) => ({
      updates: mapNamed(gradients, (gradient) => tf.clipByValue(gradient, -limit, limit)),
      state,
    }),
  };
}
