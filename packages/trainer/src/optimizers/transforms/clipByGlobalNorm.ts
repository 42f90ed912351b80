import * as tf from '@tensorflow/tfjs-core';

import { mapNamed } from '../../model/NamedTensors.ts';
import { POSITIVE } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import type { GradientTransform } from './GradientTransform.ts';

/**
 * All gradients by one factor, which keeps their direction: g · limit / ‖g‖ where ‖g‖ = √(Σ ‖gᵢ‖²) ≥ limit.
 * As Optax.
 *
 * Its state's `norm` is the norm before clipping. PyTorch divides by ‖g‖ + 1e-6; Keras makes all gradients
 * NaN where the norm is not finite, while here only those elements are that were not finite, and the others
 * 0.
 *
 * @throws RangeError if `limit` is not a number > 0.
 * @see R. Pascanu et al., On the difficulty of training Recurrent Neural Networks, 2013, arXiv:1211.5063
 */
export function clipByGlobalNorm(limit: number): GradientTransform {
  validateArgument('clipByGlobalNorm', 'limit', limit, POSITIVE);
  return {
    name: 'clipByGlobalNorm',
    description: describeOptions('clipByGlobalNorm', { limit }),
    init: () => ({ norm: tf.scalar(0) }),
    update(gradients, _state) {
      const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
      const norm = squares.length > 0 ? tf.sqrt(tf.addN(squares)) : tf.scalar(0);
      const short = tf.less(norm, limit);
      const updates = mapNamed(gradients, (gradient) =>
        tf.where(short, gradient, tf.mul(tf.div(gradient, norm), limit)),
      );
      return { updates, state: { norm } };
    },
  };
}
