import * as tf from '@tensorflow/tfjs-core';
import { mapNamed } from '../../model/NamedTensors.ts';
import { DECAY, POSITIVE } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import { type GradientTransform, tensorOf } from './GradientTransform.ts';
import { runningMean } from './runningMean.ts';

/** RMSProp's direction g / (√v + ε), where v is the running mean of g². */
export function scaleByRms(decay: number, epsilon: number): GradientTransform {
  validateArgument('scaleByRms', 'decay', decay, DECAY);
  validateArgument('scaleByRms', 'epsilon', epsilon, POSITIVE);
  return {
    name: 'rms',
    description: describeOptions('scaleByRms', { decay, epsilon }),
    init: (variables) => mapNamed(variables, (variable) => tf.zerosLike(variable)),
    update(gradients, state) {
      const meanOf = runningMean(decay);
      const floor = tf.scalar(epsilon);
      const means = mapNamed(gradients, (gradient, name) =>
        meanOf(tensorOf(state, name), tf.square(gradient)),
      );
      const updates = mapNamed(gradients, (gradient, name) =>
        tf.div(gradient, tf.add(tf.sqrt(tensorOf(means, name)), floor)),
      );
      return { updates, state: means };
    },
  };
}
