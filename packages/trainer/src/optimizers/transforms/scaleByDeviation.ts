import * as tf from '@tensorflow/tfjs-core';
import { mapNamed } from '../../model/NamedTensors.ts';
import { DECAY, POSITIVE } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import { type GradientTransform, tensorOf } from './GradientTransform.ts';

/**
 * Centred RMSProp's direction g / (√(E[g²] − E[g]²) + ε), with running means.
 *
 * The variance is kept as such, s ← decay · (s + (1 − decay) (g − E[g])²), which is the same number and never
 * negative; the difference of the two means may be, and its root NaN.
 *
 * @see T. Finch, Incremental calculation of weighted mean and variance, 2009
 */
export function scaleByDeviation(decay: number, epsilon: number): GradientTransform {
  validateArgument('scaleByDeviation', 'decay', decay, DECAY);
  validateArgument('scaleByDeviation', 'epsilon', epsilon, POSITIVE);
  return {
    name: 'deviation',
    description: describeOptions('scaleByDeviation', { decay, epsilon }),
    init(variables) {
      const state: Record<string, tf.Tensor> = {};
      for (const [name, variable] of Object.entries(variables)) {
        state[`mean/${name}`] = tf.zerosLike(variable);
        state[`variance/${name}`] = tf.zerosLike(variable);
      }
      return state;
    },
    update(gradients, state) {
      const newState: Record<string, tf.Tensor> = {};
      const oldWeight = tf.scalar(decay);
      const newWeight = tf.scalar(1 - decay);
      const floor = tf.scalar(epsilon);
      const updates = mapNamed(gradients, (gradient, name) => {
        const mean = tensorOf(state, `mean/${name}`);
        const difference = tf.sub(gradient, mean);
        const spread = tf.mul(tf.square(difference), newWeight);
        const variance = tf.mul(tf.add(tensorOf(state, `variance/${name}`), spread), oldWeight);
        newState[`mean/${name}`] = tf.add(mean, tf.mul(difference, newWeight));
        newState[`variance/${name}`] = variance;
        return tf.div(gradient, tf.add(tf.sqrt(variance), floor));
      });
      return { updates, state: newState };
    },
  };
}
