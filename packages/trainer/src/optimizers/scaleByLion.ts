import * as tf from '@tensorflow/tfjs-core';

import { type GradientTransform, mapNamed, tensorOf } from './GradientTransform.ts';

/** Lion's direction sign(β₁ m + (1 − β₁) g), after which m ← β₂ m + (1 − β₂) g. */
export function scaleByLion(beta1: number, beta2: number): GradientTransform {
  const blend = (moment: tf.Tensor, gradient: tf.Tensor, beta: number) =>
    tf.add(tf.mul(moment, beta), tf.mul(gradient, 1 - beta));
  return {
    name: 'lion',
    init: (variables) => mapNamed(variables, (variable) => tf.zerosLike(variable)),
    update(gradients, slots) {
      return {
        updates: mapNamed(gradients, (gradient, name) =>
          tf.sign(blend(tensorOf(slots, name), gradient, beta1)),
        ),
        slots: mapNamed(gradients, (gradient, name) => blend(tensorOf(slots, name), gradient, beta2)),
      };
    },
  };
}
