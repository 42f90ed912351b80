import * as tf from '@tensorflow/tfjs-core';
import { mapNamed } from '../../model/NamedTensors.ts';
import { DECAY, POSITIVE } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import { type GradientTransform, tensorOf } from './GradientTransform.ts';
import { runningMean } from './runningMean.ts';

/** AdaDelta's direction √(E[Δ²] + ε) / √(E[g²] + ε) · g, where both means are running ones. */
export function scaleByAdadelta(rho: number, epsilon: number): GradientTransform {
  validateArgument('scaleByAdadelta', 'rho', rho, DECAY);
  validateArgument('scaleByAdadelta', 'epsilon', epsilon, POSITIVE);
  return {
    name: 'adadelta',
    description: describeOptions('scaleByAdadelta', { rho, epsilon }),
    init(variables) {
      const state: Record<string, tf.Tensor> = {};
      for (const [name, variable] of Object.entries(variables)) {
        state[`squaredGradient/${name}`] = tf.zerosLike(variable);
        state[`squaredUpdate/${name}`] = tf.zerosLike(variable);
      }
      return state;
    },
    update(gradients, state) {
      const newState: Record<string, tf.Tensor> = {};
      const meanOf = runningMean(rho);
      const floor = tf.scalar(epsilon);
      const updates = mapNamed(gradients, (gradient, name) => {
        const squaredUpdate = tensorOf(state, `squaredUpdate/${name}`);
        const squaredGradient = meanOf(tensorOf(state, `squaredGradient/${name}`), tf.square(gradient));
        const ratio = tf.div(tf.sqrt(tf.add(squaredUpdate, floor)), tf.sqrt(tf.add(squaredGradient, floor)));
        const direction = tf.mul(ratio, gradient);
        newState[`squaredGradient/${name}`] = squaredGradient;
        newState[`squaredUpdate/${name}`] = meanOf(squaredUpdate, tf.square(direction));
        return direction;
      });
      return { updates, state: newState };
    },
  };
}
