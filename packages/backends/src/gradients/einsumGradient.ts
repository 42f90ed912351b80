import * as tf from '@tensorflow/tfjs-core';

import { type Algebra, contract, type Labelled } from '../kernels/contraction.ts';
import { type GradientFix, only, saved } from './GradientFix.ts';

// Not tf.einsum, whose kernel for cpu refuses some of the equations of gradients.
const ALGEBRA: Algebra<tf.Tensor> = {
  shapeOf: (x) => x.shape,
  sum: (x, axis) => tf.sum(x, axis),
  transpose: (x, perm) => tf.transpose(x, perm),
  reshape: (x, shape) => tf.reshape(x, shape),
  matMul: (a, b) => tf.matMul(a, b),
};

/**
 * The output's gradient times the other input; repeated along the axes that the equation summed over at once.
 */
function gradientOf(
  dy: Labelled<tf.Tensor>,
  own: Labelled<tf.Tensor>,
  others: readonly Labelled<tf.Tensor>[],
): tf.Tensor {
  const factors = [dy, ...others];
  const known = own.labels.filter((label) => factors.some(({ labels }) => labels.includes(label)));
  const partial = contract(ALGEBRA, factors, known);
  const { shape } = own.tensor;
  const expanded = shape.map((length, axis) => (known.includes(own.labels[axis] ?? '') ? length : 1));
  return tf.broadcastTo(tf.reshape(partial, expanded), shape);
}

export const einsumGradient: GradientFix = {
  name: 'Einsum',
  reason: 'it had no gradient',
  isRight: () => true,
  make: () => ({
    kernelName: 'Einsum',
    saveAllInputs: true,
    gradFunc: (dys, tensors, { equation }) => {
      if (typeof equation !== 'string') {
        throw new TypeError(`einsum: expected an equation, got ${typeof equation}.`);
      }
      const [inputs = '', output = ''] = equation.replaceAll(/\s/g, '').split('->');
      const operands = inputs
        .split(',')
        .map((term, index) => ({ tensor: saved(tensors, index), labels: [...term] }));
      const dy = { tensor: only(dys), labels: [...output] };
      return Object.fromEntries(
        operands.map((own, index) => [
          String(index),
          () => gradientOf(dy, own, operands.toSpliced(index, 1)),
        ]),
      );
    },
  }),
};
