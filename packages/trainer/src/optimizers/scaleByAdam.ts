import * as tf from '@tensorflow/tfjs-core';

import { type GradientTransform, mapNamed, tensorOf } from './GradientTransform.ts';

/** Numbers of {@link scaleByAdam}. */
export interface AdamNumbers {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

const BETA_1_POWER = 'beta1Power';
const BETA_2_POWER = 'beta2Power';

/**
 * Adam's direction m̂ / (√v̂ + ε), with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).
 *
 * The powers βᵗ are slots, multiplied up step by step, so that a resumed run sees the same bits as an uninterrupted one.
 */
export function scaleByAdam({ beta1, beta2, epsilon }: AdamNumbers): GradientTransform {
  return {
    name: 'adam',
    init(variables) {
      const slots: Record<string, tf.Tensor> = { [BETA_1_POWER]: tf.scalar(1), [BETA_2_POWER]: tf.scalar(1) };
      for (const [name, variable] of Object.entries(variables)) {
        slots[`firstMoment/${name}`] = tf.zerosLike(variable);
        slots[`secondMoment/${name}`] = tf.zerosLike(variable);
      }
      return slots;
    },
    update(gradients, slots) {
      const beta1Power = tf.mul(tensorOf(slots, BETA_1_POWER), beta1);
      const beta2Power = tf.mul(tensorOf(slots, BETA_2_POWER), beta2);
      const firstCorrection = tf.sub(1, beta1Power);
      const secondCorrection = tf.sub(1, beta2Power);
      const newSlots: Record<string, tf.Tensor> = { [BETA_1_POWER]: beta1Power, [BETA_2_POWER]: beta2Power };

      const updates = mapNamed(gradients, (gradient, name) => {
        const firstMoment = tf.add(
          tf.mul(tensorOf(slots, `firstMoment/${name}`), beta1),
          tf.mul(gradient, 1 - beta1),
        );
        const secondMoment = tf.add(
          tf.mul(tensorOf(slots, `secondMoment/${name}`), beta2),
          tf.mul(tf.square(gradient), 1 - beta2),
        );
        newSlots[`firstMoment/${name}`] = firstMoment;
        newSlots[`secondMoment/${name}`] = secondMoment;
        const scale = tf.add(tf.sqrt(tf.div(secondMoment, secondCorrection)), epsilon);
        return tf.div(tf.div(firstMoment, firstCorrection), scale);
      });
      return { updates, slots: newSlots };
    },
  };
}
