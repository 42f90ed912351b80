import * as tf from '@tensorflow/tfjs-core';
import { mapNamed } from '../../model/NamedTensors.ts';
import { NON_NEGATIVE, POSITIVE } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import { type GradientTransform, tensorOf } from './GradientTransform.ts';

/** AdaGrad's direction g / (√s + ε), where s is `initialAccumulator` + Σ g². */
export function scaleByAdagrad(epsilon: number, initialAccumulator: number): GradientTransform {
  validateArgument('scaleByAdagrad', 'epsilon', epsilon, POSITIVE);
  validateArgument('scaleByAdagrad', 'initialAccumulator', initialAccumulator, NON_NEGATIVE);
  return {
    name: 'adagrad',
    description: describeOptions('scaleByAdagrad', { epsilon, initialAccumulator }),
    init: (variables) => mapNamed(variables, ({ shape }) => tf.fill(shape, initialAccumulator)),
    update(gradients, state) {
      const floor = tf.scalar(epsilon);
      const sums = mapNamed(gradients, (gradient, name) =>
        tf.add(tensorOf(state, name), tf.square(gradient)),
      );
      const updates = mapNamed(gradients, (gradient, name) =>
        tf.div(gradient, tf.add(tf.sqrt(tensorOf(sums, name)), floor)),
      );
      return { updates, state: sums };
    },
  };
}
