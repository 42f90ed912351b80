import * as tf from '@tensorflow/tfjs-core';
import { mapNamed } from '../../model/NamedTensors.ts';
import { DECAY, NON_NEGATIVE, POSITIVE } from '../../options/OptionRule.ts';
import { validateOptions } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import { type GradientTransform, tensorOf } from './GradientTransform.ts';
import { runningMean } from './runningMean.ts';

/** Options of {@link scaleByNadam}. */
export interface NadamConfig {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly momentumDecay: number;
}

const BETA_2_SUM = 'beta2Sum';
const WARMUP_POWER = 'warmupPower';
const MOMENTUM_PRODUCT = 'momentumProduct';

/**
 * NAdam's direction, with μₜ = β₁ (1 − ½ · 0.96^(t ψ)):
 *
 *     (μₜ₊₁ m / (1 − Π μ up to t + 1) + (1 − μₜ) g / (1 − Π μ up to t)) / (√v̂ + ε)
 *
 * Π μ and 0.96^(t ψ) are state, multiplied up step by step; 1 − β₂ᵗ is a running mean of 1, which keeps more
 * digits than the difference.
 */
export function scaleByNadam(config: NadamConfig): GradientTransform {
  validateOptions('scaleByNadam', config, {
    beta1: DECAY,
    beta2: DECAY,
    epsilon: POSITIVE,
    momentumDecay: NON_NEGATIVE,
  });
  const { beta1, beta2, epsilon, momentumDecay } = config;
  const warmup = 0.96 ** momentumDecay;
  const momentumAt = (power: tf.Tensor) => tf.mul(tf.sub(1, tf.mul(power, 0.5)), beta1);
  return {
    name: 'nadam',
    description: describeOptions('scaleByNadam', { beta1, beta2, epsilon, momentumDecay }),
    init(variables) {
      const state: Record<string, tf.Tensor> = {
        [BETA_2_SUM]: tf.scalar(0),
        [WARMUP_POWER]: tf.scalar(1),
        [MOMENTUM_PRODUCT]: tf.scalar(1),
      };
      for (const [name, variable] of Object.entries(variables)) {
        state[`firstMoment/${name}`] = tf.zerosLike(variable);
        state[`secondMoment/${name}`] = tf.zerosLike(variable);
      }
      return state;
    },
    update(gradients, state) {
      const beta2Sum = tf.add(tf.mul(tensorOf(state, BETA_2_SUM), beta2), 1 - beta2);
      const warmupPower = tf.mul(tensorOf(state, WARMUP_POWER), warmup);
      const momentum = momentumAt(warmupPower);
      const nextMomentum = momentumAt(tf.mul(warmupPower, warmup));
      const product = tf.mul(tensorOf(state, MOMENTUM_PRODUCT), momentum);
      const nextProduct = tf.mul(product, nextMomentum);
      const gradientWeight = tf.div(tf.sub(1, momentum), tf.sub(1, product));
      const momentWeight = tf.div(nextMomentum, tf.sub(1, nextProduct));
      const newState: Record<string, tf.Tensor> = {
        [BETA_2_SUM]: beta2Sum,
        [WARMUP_POWER]: warmupPower,
        [MOMENTUM_PRODUCT]: product,
      };
      const meanOf = runningMean(beta1);
      const squareMean = runningMean(beta2);
      const floor = tf.scalar(epsilon);

      const updates = mapNamed(gradients, (gradient, name) => {
        const first = meanOf(tensorOf(state, `firstMoment/${name}`), gradient);
        const second = squareMean(tensorOf(state, `secondMoment/${name}`), tf.square(gradient));
        newState[`firstMoment/${name}`] = first;
        newState[`secondMoment/${name}`] = second;
        const scale = tf.add(tf.sqrt(tf.div(second, beta2Sum)), floor);
        return tf.div(tf.add(tf.mul(first, momentWeight), tf.mul(gradient, gradientWeight)), scale);
      });
      return { updates, state: newState };
    },
  };
}
