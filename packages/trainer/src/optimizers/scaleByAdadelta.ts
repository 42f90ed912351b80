import * as tf from '@tensorflow/tfjs-core';

import { type GradientTransform, mapNamed, tensorOf } from './GradientTransform.ts';
import { runningMean } from './runningMean.ts';

/** AdaDelta's direction √(E[Δ²] + ε) / √(E[g²] + ε) · g, where both means are running ones. */
export function scaleByAdadelta(rho: number, epsilon: number): GradientTransform {
  return {
    name: 'adadelta',
    init(variables) {
      const slots: Record<string, tf.Tensor> = {};
      for (const [name, variable] of Object.entries(variables)) {
        slots[`squaredGradient/${name}`] = tf.zerosLike(variable);
        slots[`squaredUpdate/${name}`] = tf.zerosLike(variable);
      }
      return slots;
    },
    update(gradients, slots) {
      const newSlots: Record<string, tf.Tensor> = {};
      const meanOf = runningMean(rho);
      const floor = tf.scalar(epsilon);
      const updates = mapNamed(gradients, (gradient, name) => {
        const squaredUpdate = tensorOf(slots, `squaredUpdate/${name}`);
        const squaredGradient = meanOf(tensorOf(slots, `squaredGradient/${name}`), tf.square(gradient));
        const ratio = tf.div(tf.sqrt(tf.add(squaredUpdate, floor)), tf.sqrt(tf.add(squaredGradient, floor)));
        const direction = tf.mul(ratio, gradient);
        newSlots[`squaredGradient/${name}`] = squaredGradient;
        newSlots[`squaredUpdate/${name}`] = meanOf(squaredUpdate, tf.square(direction));
        return direction;
      });
      return { updates, slots: newSlots };
    },
  };
}
