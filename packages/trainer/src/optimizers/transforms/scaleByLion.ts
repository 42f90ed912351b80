import * as tf from '@tensorflow/tfjs-core';
import { mapNamed } from '../../model/NamedTensors.ts';
import { DECAY } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import { type GradientTransform, tensorOf } from './GradientTransform.ts';
import { runningMean } from './runningMean.ts';

/** Lion's direction sign(β₁ m + (1 − β₁) g), after which m ← β₂ m + (1 − β₂) g. */
export function scaleByLion(beta1: number, beta2: number): GradientTransform {
  validateArgument('scaleByLion', 'beta1', beta1, DECAY);
  validateArgument('scaleByLion', 'beta2', beta2, DECAY);
  return {
    name: 'lion',
    description: describeOptions('scaleByLion', { beta1, beta2 }),
    init: (variables) => mapNamed(variables, (variable) => tf.zerosLike(variable)),
    update(gradients, state) {
      const blend = runningMean(beta1);
      const meanOf = runningMean(beta2);
      return {
        updates: mapNamed(gradients, (gradient, name) => tf.sign(blend(tensorOf(state, name), gradient))),
        state: mapNamed(gradients, (gradient, name) => meanOf(tensorOf(state, name), gradient)),
      };
    },
  };
}
