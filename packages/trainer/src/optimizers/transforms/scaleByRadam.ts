import * as tf from '@tensorflow/tfjs-core';
import { mapNamed } from '../../model/NamedTensors.ts';
import { DECAY, inRange, POSITIVE } from '../../options/OptionRule.ts';
import { validateOptions } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import { type GradientTransform, tensorOf } from './GradientTransform.ts';
import { runningMean } from './runningMean.ts';

/** Options of {@link scaleByRadam}. */
export interface RadamConfig {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** From 0.6 on down ρ∞ is at most 4, and the rectification is not defined. */
export const RADAM_BETA_2 = inRange(
  (name) => `0.6 < ${name} < 1`,
  (value) => value > 0.6 && value < 1,
);

const STEP = 'step';
const BETA_1_SUM = 'beta1Sum';
const BETA_2_POWER = 'beta2Power';
const BETA_2_SUM = 'beta2Sum';

/**
 * RAdam's direction: r · m̂ / (√v̂ + ε) where ρₜ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ) > 5, and m̂ before.
 *
 * 1 − βᵗ is kept as a running mean of 1, c ← β c + (1 − β): the difference itself would lose the digits that
 * ρₜ, a difference of numbers near 2000, needs in the first steps.
 */
export function scaleByRadam(config: RadamConfig): GradientTransform {
  validateOptions('scaleByRadam', config, { beta1: DECAY, beta2: RADAM_BETA_2, epsilon: POSITIVE });
  const { beta1, beta2, epsilon } = config;
  const longest = 2 / (1 - beta2) - 1;
  const rectificationOf = (length: tf.Tensor) => {
    // Below 5 the root may be of a negative number; that branch is not selected, and relu keeps it free of
    // NaN.
    const product = tf.mul(tf.sub(length, 4), tf.sub(length, 2));
    const constant = longest / ((longest - 4) * (longest - 2));
    return tf.sqrt(tf.relu(tf.mul(tf.div(product, tf.maximum(length, 1)), constant)));
  };
  return {
    name: 'radam',
    description: describeOptions('scaleByRadam', { beta1, beta2, epsilon }),
    init(variables) {
      const state: Record<string, tf.Tensor> = {
        [STEP]: tf.scalar(0),
        [BETA_1_SUM]: tf.scalar(0),
        [BETA_2_POWER]: tf.scalar(1),
        [BETA_2_SUM]: tf.scalar(0),
      };
      for (const [name, variable] of Object.entries(variables)) {
        state[`firstMoment/${name}`] = tf.zerosLike(variable);
        state[`secondMoment/${name}`] = tf.zerosLike(variable);
      }
      return state;
    },
    update(gradients, state) {
      const step = tf.add(tensorOf(state, STEP), 1);
      const beta1Sum = tf.add(tf.mul(tensorOf(state, BETA_1_SUM), beta1), 1 - beta1);
      const beta2Power = tf.mul(tensorOf(state, BETA_2_POWER), beta2);
      const beta2Sum = tf.add(tf.mul(tensorOf(state, BETA_2_SUM), beta2), 1 - beta2);
      const length = tf.sub(longest, tf.div(tf.mul(tf.mul(step, 2), beta2Power), beta2Sum));
      const rectified = tf.greater(length, 5);
      const rectification = rectificationOf(length);
      const newState: Record<string, tf.Tensor> = {
        [STEP]: step,
        [BETA_1_SUM]: beta1Sum,
        [BETA_2_POWER]: beta2Power,
        [BETA_2_SUM]: beta2Sum,
      };
      const meanOf = runningMean(beta1);
      const squareMean = runningMean(beta2);
      const floor = tf.scalar(epsilon);

      const updates = mapNamed(gradients, (gradient, name) => {
        const first = meanOf(tensorOf(state, `firstMoment/${name}`), gradient);
        const second = squareMean(tensorOf(state, `secondMoment/${name}`), tf.square(gradient));
        newState[`firstMoment/${name}`] = first;
        newState[`secondMoment/${name}`] = second;
        const mean = tf.div(first, beta1Sum);
        const scale = tf.add(tf.sqrt(tf.div(second, beta2Sum)), floor);
        return tf.where(rectified, tf.mul(tf.div(mean, scale), rectification), mean);
      });
      return { updates, state: newState };
    },
  };
}
