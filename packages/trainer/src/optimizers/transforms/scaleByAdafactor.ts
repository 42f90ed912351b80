import * as tf from '@tensorflow/tfjs-core';
import { mapNamed } from '../../model/NamedTensors.ts';
import { AT_LEAST_ONE, NON_POSITIVE, POSITIVE } from '../../options/OptionRule.ts';
import { validateOptions } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import { type GradientTransform, tensorOf } from './GradientTransform.ts';

/** Options of {@link scaleByAdafactor}. */
export interface AdafactorConfig {
  readonly decayExponent: number;
  readonly epsilon: number;
  readonly smallestScale: number;
  readonly clip: number;
}

const STEP = 'step';

function rootMeanSquare(tensor: tf.Tensor): tf.Tensor {
  return tf.sqrt(tf.mean(tf.square(tensor)));
}

/**
 * Adafactor's direction: g / √v, no longer than `clip` on average, times the size of the variable.
 *
 * v is kept as the means of g² over rows and over columns of the last two axes, which takes rows + columns
 * numbers instead of rows · columns; for a vector, as it is.
 */
export function scaleByAdafactor(config: AdafactorConfig): GradientTransform {
  validateOptions('scaleByAdafactor', config, {
    decayExponent: NON_POSITIVE,
    epsilon: POSITIVE,
    smallestScale: POSITIVE,
    clip: AT_LEAST_ONE,
  });
  const { decayExponent, epsilon, smallestScale, clip } = config;
  const shapes = ({ shape, rank }: tf.Tensor): Record<string, readonly number[]> =>
    rank > 1
      ? { rows: [...shape.slice(0, -1), 1], columns: [...shape.slice(0, -2), 1, shape.at(-1) ?? 1] }
      : { all: shape };
  return {
    name: 'adafactor',
    description: describeOptions('scaleByAdafactor', { ...config }),
    init(variables) {
      const state: Record<string, tf.Tensor> = { [STEP]: tf.scalar(0) };
      for (const [name, variable] of Object.entries(variables)) {
        for (const [part, shape] of Object.entries(shapes(variable))) {
          state[`${part}/${name}`] = tf.zeros([...shape]);
        }
      }
      return state;
    },
    update(gradients, state, { variables, learningRate }) {
      const step = tf.add(tensorOf(state, STEP), 1);
      const newWeight = tf.pow(step, decayExponent);
      // The relative step is min(learning rate, 1 / √t); the learning rate itself comes after this link.
      const slowing = tf.minimum(tf.div(1, tf.mul(tf.sqrt(step), learningRate)), 1);
      const newState: Record<string, tf.Tensor> = { [STEP]: step };
      const meanOf = (name: string, value: tf.Tensor): tf.Tensor => {
        const old = tensorOf(state, name);
        const mean = tf.add(old, tf.mul(tf.sub(value, old), newWeight));
        newState[name] = mean;
        return mean;
      };
      const secondMoment = (gradient: tf.Tensor, name: string): tf.Tensor => {
        const square = tf.square(gradient);
        if (gradient.rank < 2) return meanOf(`all/${name}`, square);
        const rows = meanOf(`rows/${name}`, tf.mean(square, -1, true));
        const columns = meanOf(`columns/${name}`, tf.mean(square, -2, true));
        return tf.div(tf.mul(rows, columns), tf.maximum(tf.mean(rows, -2, true), epsilon));
      };

      const updates = mapNamed(gradients, (gradient, name) => {
        const root = tf.sqrt(tf.maximum(secondMoment(gradient, name), epsilon ** 2));
        const direction = tf.div(gradient, root);
        const excess = tf.maximum(tf.div(rootMeanSquare(direction), clip), 1);
        const size = tf.maximum(rootMeanSquare(tensorOf(variables, name)), smallestScale);
        return tf.mul(direction, tf.div(tf.mul(size, slowing), excess));
      });
      return { updates, state: newState };
    },
  };
}
