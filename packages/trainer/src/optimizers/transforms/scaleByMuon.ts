import { rangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { mapNamed } from '../../model/NamedTensors.ts';
import { DECAY, FLAG, integerFrom, oneOf, POSITIVE } from '../../options/OptionRule.ts';
import { validateOptions } from '../../options/validateOptions.ts';
import { describeOptions } from './describeOptions.ts';
import { type GradientTransform, tensorOf } from './GradientTransform.ts';
import { runningMean } from './runningMean.ts';

/** How long a step of Muon is; see `MuonOptions.adjust`. */
export type MuonAdjustment = 'original' | 'matchRmsAdamW';

/** Options of {@link scaleByMuon}. */
export interface MuonConfig {
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly newtonSchulzSteps: number;
  readonly epsilon: number;
  readonly adjust: MuonAdjustment;
}

/** What `adjust` may be. */
export const MUON_ADJUSTMENT = oneOf('original', 'matchRmsAdamW');

/** Of x ↦ a x + b x³ + c x⁵, which takes singular values in (0, 1] to about 0.7 to 1.2 in five turns. */
const [A, B, C] = [3.4445, -4.775, 2.0315];

/**
 * U S′ Vᵀ of a matrix U S Vᵀ, with S′ about 1, by Newton–Schulz iteration: products of matrices alone.
 *
 * @see K. Jordan et al., Muon: An optimizer for hidden layers in neural networks, 2024,
 *   https://kellerjordan.github.io/posts/muon/
 */
function orthogonalized(matrix: tf.Tensor2D, steps: number, epsilon: number): tf.Tensor {
  const [rows, columns] = matrix.shape;
  // The products are of the smaller size this way.
  const isTall = rows > columns;
  // By the largest element first, whose square may be infinite.
  const largest = tf.max(tf.abs(matrix));
  const scaled = tf.divNoNan(matrix, largest);
  const norm = tf.mul(tf.sqrt(tf.sum(tf.square(scaled))), largest);
  let result: tf.Tensor = tf.div(matrix, tf.maximum(norm, epsilon));
  for (let step = 0; step < steps; step++) {
    const gram = isTall ? tf.matMul(result, result, true, false) : tf.matMul(result, result, false, true);
    const change = tf.add(tf.mul(gram, B), tf.mul(tf.matMul(gram, gram), C));
    const product = isTall ? tf.matMul(result, change) : tf.matMul(change, result);
    result = tf.add(tf.mul(result, A), product);
  }
  return result;
}

/** A step's length for a kernel of so many inputs and outputs. */
function lengthOf(adjust: MuonAdjustment, inputs: number, outputs: number): number {
  return adjust === 'original'
    ? Math.sqrt(Math.max(1, outputs / inputs))
    : 0.2 * Math.sqrt(Math.max(inputs, outputs));
}

/**
 * Muon's direction: the momentum m ← momentum · m + (1 − momentum) · g, or with `nesterov` the same of m once more,
 * orthogonalised. Kernels are [inputs, outputs]; those of convolutions count as [all but the last axis, outputs].
 */
export function scaleByMuon(config: MuonConfig): GradientTransform {
  validateOptions('scaleByMuon', config, {
    momentum: DECAY,
    nesterov: FLAG,
    newtonSchulzSteps: integerFrom(1),
    epsilon: POSITIVE,
    adjust: MUON_ADJUSTMENT,
  });
  const { momentum, nesterov, newtonSchulzSteps, epsilon, adjust } = config;
  return {
    name: 'muon',
    description: describeOptions('scaleByMuon', { ...config }),
    init: (variables) =>
      mapNamed(variables, (variable, name) => {
        if (variable.rank > 1) return tf.zerosLike(variable);
        throw rangeError(
          'muon',
          `'${name}', which its filter takes, to be of rank 2 or more`,
          variable.shape,
        );
      }),
    update(gradients, state) {
      const meanOf = runningMean(momentum);
      const means = mapNamed(gradients, (gradient, name) => meanOf(tensorOf(state, name), gradient));
      const updates = mapNamed(gradients, (gradient, name) => {
        const mean = tensorOf(means, name);
        const outputs = gradient.shape.at(-1) ?? 1;
        const matrix = tf.reshape<tf.Rank.R2>(nesterov ? meanOf(mean, gradient) : mean, [-1, outputs]);
        const length = lengthOf(adjust, matrix.shape[0], outputs);
        const direction = tf.mul(orthogonalized(matrix, newtonSchulzSteps, epsilon), length);
        return tf.reshape(direction, gradient.shape);
      });
      return { updates, state: means };
    },
  };
}
