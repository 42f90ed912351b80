import * as tf from '@tensorflow/tfjs-core';

import { mapNamed } from '../../model/NamedTensors.ts';
import { DECAY, FLAG, optional, POSITIVE } from '../../options/OptionRule.ts';
import { validateOptions } from '../../options/validateOptions.ts';
import type { Schedule } from '../../schedules/Schedule.ts';
import { describeOptions } from './describeOptions.ts';
import {
  FIXED_OR_SCHEDULED,
  type FixedOrScheduledMomentum,
  type GradientTransform,
  momentumOf,
  tensorOf,
} from './GradientTransform.ts';
import { runningMean } from './runningMean.ts';

/** Options of {@link scaleByAdam}. */
export interface AdamConfig {
  readonly beta1: FixedOrScheduledMomentum;
  readonly beta2: number;
  readonly epsilon: number;
  /** The largest v so far in place of v. Default false. */
  readonly amsgrad?: boolean;
}

/** What {@link scaleByAdam} takes, of the options of an optimizer. */
export function adamConfig({
  beta1,
  ...config
}: Omit<AdamConfig, 'beta1'> & { readonly beta1: number | Schedule }): AdamConfig {
  return { ...config, beta1: typeof beta1 === 'number' ? beta1 : 'scheduled' };
}

const BETA_1_POWER = 'beta1Power';
const BETA_2_POWER = 'beta2Power';

/**
 * Adam's direction m̂ / (√v̂ + ε), with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).
 *
 * The powers βᵗ are state, multiplied up step by step, so that a resumed run sees the same bits as an
 * uninterrupted one. Where β₁ is scheduled, β₁ᵗ is the product of all its values, which makes m̂ a mean with
 * weights that sum to 1; PyTorch takes the power of the last value.
 */
export function scaleByAdam(config: AdamConfig): GradientTransform {
  validateOptions('scaleByAdam', config, {
    beta1: FIXED_OR_SCHEDULED,
    beta2: DECAY,
    epsilon: POSITIVE,
    amsgrad: optional(FLAG),
  });
  const { beta1: decay, beta2, epsilon, amsgrad = false } = config;
  return {
    name: 'adam',
    description: describeOptions('scaleByAdam', {
      beta1: decay,
      beta2,
      epsilon,
      amsgrad: amsgrad || undefined,
    }),
    init(variables) {
      const state: Record<string, tf.Tensor> = { [BETA_1_POWER]: tf.scalar(1), [BETA_2_POWER]: tf.scalar(1) };
      for (const [name, variable] of Object.entries(variables)) {
        state[`firstMoment/${name}`] = tf.zerosLike(variable);
        state[`secondMoment/${name}`] = tf.zerosLike(variable);
        if (amsgrad) state[`largestSecondMoment/${name}`] = tf.zerosLike(variable);
      }
      return state;
    },
    update(gradients, state, context) {
      const beta1 = momentumOf(decay, context);
      const meanOf = runningMean(beta1);
      const squareMean = runningMean(beta2);
      const floor = tf.scalar(epsilon);
      const beta1Power = tf.mul(tensorOf(state, BETA_1_POWER), beta1);
      const beta2Power = tf.mul(tensorOf(state, BETA_2_POWER), beta2);
      const firstCorrection = tf.sub(1, beta1Power);
      const secondCorrection = tf.sub(1, beta2Power);
      const newState: Record<string, tf.Tensor> = { [BETA_1_POWER]: beta1Power, [BETA_2_POWER]: beta2Power };

      const updates = mapNamed(gradients, (gradient, name) => {
        const firstMoment = meanOf(tensorOf(state, `firstMoment/${name}`), gradient);
        const secondMoment = squareMean(tensorOf(state, `secondMoment/${name}`), tf.square(gradient));
        newState[`firstMoment/${name}`] = firstMoment;
        newState[`secondMoment/${name}`] = secondMoment;
        const largest = amsgrad
          ? tf.maximum(tensorOf(state, `largestSecondMoment/${name}`), secondMoment)
          : secondMoment;
        if (amsgrad) newState[`largestSecondMoment/${name}`] = largest;
        const scale = tf.add(tf.sqrt(tf.div(largest, secondCorrection)), floor);
        return tf.div(tf.div(firstMoment, firstCorrection), scale);
      });
      return { updates, state: newState };
    },
  };
}
