import * as tf from '@tensorflow/tfjs-core';

import { mapNamed } from '../model/NamedTensors.ts';
import { describeOptions } from './describeOptions.ts';
import {
  type FixedOrScheduledMomentum,
  type GradientTransform,
  momentumOf,
  tensorOf,
} from './GradientTransform.ts';

/**
 * The running sum b ← momentum · b + g of the gradients (b starts at 0, no dampening), as PyTorch's SGD.
 *
 * With `nesterov` the direction is g + momentum · b.
 */
export function scaleByMomentum(decay: FixedOrScheduledMomentum, nesterov: boolean): GradientTransform {
  return {
    name: 'momentum',
    description: describeOptions('scaleByMomentum', { momentum: decay, nesterov }),
    init: (variables) => mapNamed(variables, (variable) => tf.zerosLike(variable)),
    update(gradients, state, context) {
      const momentum = momentumOf(decay, context);
      const sums = mapNamed(gradients, (gradient, name) =>
        tf.add(tf.mul(tensorOf(state, name), momentum), gradient),
      );
      const updates = nesterov
        ? mapNamed(gradients, (gradient, name) => tf.add(gradient, tf.mul(tensorOf(sums, name), momentum)))
        : sums;
      return { updates, state: sums };
    },
  };
}
