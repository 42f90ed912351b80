import * as tf from '@tensorflow/tfjs-core';

import { type GradientTransform, mapNamed, tensorOf } from './GradientTransform.ts';
import { runningMean } from './runningMean.ts';

/** Numbers of {@link scaleByAdamax}. */
export interface AdamaxNumbers {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

const BETA_1_POWER = 'beta1Power';

/** AdaMax's direction m̂ / u, where u ← max(β₂ u, |g| + ε). */
export function scaleByAdamax({ beta1, beta2, epsilon }: AdamaxNumbers): GradientTransform {
  return {
    name: 'adamax',
    init(variables) {
      const slots: Record<string, tf.Tensor> = { [BETA_1_POWER]: tf.scalar(1) };
      for (const [name, variable] of Object.entries(variables)) {
        slots[`firstMoment/${name}`] = tf.zerosLike(variable);
        slots[`largest/${name}`] = tf.zerosLike(variable);
      }
      return slots;
    },
    update(gradients, slots) {
      const beta1Power = tf.mul(tensorOf(slots, BETA_1_POWER), beta1);
      const correction = tf.sub(1, beta1Power);
      const meanOf = runningMean(beta1);
      const decay = tf.scalar(beta2);
      const floor = tf.scalar(epsilon);
      const newSlots: Record<string, tf.Tensor> = { [BETA_1_POWER]: beta1Power };
      const updates = mapNamed(gradients, (gradient, name) => {
        const first = meanOf(tensorOf(slots, `firstMoment/${name}`), gradient);
        const largest = tf.maximum(
          tf.mul(tensorOf(slots, `largest/${name}`), decay),
          tf.add(tf.abs(gradient), floor),
        );
        newSlots[`firstMoment/${name}`] = first;
        newSlots[`largest/${name}`] = largest;
        return tf.div(tf.div(first, correction), largest);
      });
      return { updates, slots: newSlots };
    },
  };
}
