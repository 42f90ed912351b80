import * as tf from '@tensorflow/tfjs-core';

import { mapNamed } from '../../model/NamedTensors.ts';
import { optional, POSITIVE } from '../../options/OptionRule.ts';
import { validateOptions } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import { type GradientTransform, tensorOf } from './GradientTransform.ts';

/** Options of {@link adaptiveClip}. */
export interface AdaptiveClipOptions {
  /** Largest ratio of a unit's gradient norm to its weight norm, > 0. Default 0.01. */
  readonly ratio?: number;
  /** Smallest weight norm that counts, > 0, so that weights that start at 0 can leave it. Default 1e-3. */
  readonly epsilon?: number;
}

/** The norm over the weights that lead to one output: all but the last axis, or all of a vector. */
function unitNorm(tensor: tf.Tensor): tf.Tensor {
  const axes = tensor.shape.map((_size, axis) => axis);
  return tf.sqrt(tf.sum(tf.square(tensor), tensor.rank > 1 ? axes.slice(0, -1) : axes, true));
}

/**
 * Adaptive gradient clipping: each unit's gradient g by itself, to ratio · max(‖w‖, ε) where it is longer.
 *
 * A unit is one output: an index of the last axis, or a vector as a whole. As Optax, but for rank 3, where
 * that takes the first axis only.
 *
 * @throws RangeError if a number is not > 0.
 * @see A. Brock et al., High-Performance Large-Scale Image Recognition Without Normalization, 2021,
 *   arXiv:2102.06171
 */
export function adaptiveClip(options: AdaptiveClipOptions = {}): GradientTransform {
  validateOptions('adaptiveClip', options, { ratio: optional(POSITIVE), epsilon: optional(POSITIVE) });
  const { ratio = 0.01, epsilon = 1e-3 } = options;
  return {
    name: 'adaptiveClip',
    description: describeOptions('adaptiveClip', { ratio, epsilon }),
    init: () => ({}),
    update(gradients, state, { variables }) {
      const updates = mapNamed(gradients, (gradient, name) => {
        const norm = unitNorm(gradient);
        const limit = tf.mul(tf.maximum(unitNorm(tensorOf(variables, name)), epsilon), ratio);
        const factor = tf.where(tf.less(norm, limit), tf.onesLike(norm), tf.div(limit, norm));
        return tf.mul(gradient, factor);
      });
      return { updates, state };
    },
  };
}
