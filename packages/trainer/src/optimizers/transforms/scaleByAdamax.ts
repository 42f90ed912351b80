import * as tf from '@tensorflow/tfjs-core';
import { mapNamed } from '../../model/NamedTensors.ts';
import { DECAY, POSITIVE } from '../../options/OptionRule.ts';
import { validateOptions } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import { type GradientTransform, tensorOf } from './GradientTransform.ts';
import { runningMean } from './runningMean.ts';

/** Options of {@link scaleByAdamax}. */
export interface AdamaxConfig {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

const BETA_1_POWER = 'beta1Power';

/** AdaMax's direction m̂ / u, where u ← max(β₂ u, |g| + ε). */
export function scaleByAdamax(config: AdamaxConfig): GradientTransform {
  validateOptions('scaleByAdamax', config, { beta1: DECAY, beta2: DECAY, epsilon: POSITIVE });
  const { beta1, beta2, epsilon } = config;
  return {
    name: 'adamax',
    description: describeOptions('scaleByAdamax', { beta1, beta2, epsilon }),
    init(variables) {
      const state: Record<string, tf.Tensor> = { [BETA_1_POWER]: tf.scalar(1) };
      for (const [name, variable] of Object.entries(variables)) {
        state[`firstMoment/${name}`] = tf.zerosLike(variable);
        state[`largest/${name}`] = tf.zerosLike(variable);
      }
      return state;
    },
    update(gradients, state) {
      const beta1Power = tf.mul(tensorOf(state, BETA_1_POWER), beta1);
      const correction = tf.sub(1, beta1Power);
      const meanOf = runningMean(beta1);
      const decay = tf.scalar(beta2);
      const floor = tf.scalar(epsilon);
      const newState: Record<string, tf.Tensor> = { [BETA_1_POWER]: beta1Power };
      const updates = mapNamed(gradients, (gradient, name) => {
        const first = meanOf(tensorOf(state, `firstMoment/${name}`), gradient);
        const largest = tf.maximum(
          tf.mul(tensorOf(state, `largest/${name}`), decay),
          tf.add(tf.abs(gradient), floor),
        );
        newState[`firstMoment/${name}`] = first;
        newState[`largest/${name}`] = largest;
        return tf.div(tf.div(first, correction), largest);
      });
      return { updates, state: newState };
    },
  };
}
