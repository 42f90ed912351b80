import * as tf from '@tensorflow/tfjs';

import { type GradientFix, only, saved } from './GradientFix.ts';

/** Sums nothing away: labels that only this input has are repeated over the gradient. */
function gradientOf(
  dy: tf.Tensor,
  shape: number[],
  own: string,
  others: readonly [string, tf.Tensor][],
  output: string,
) {
  const known = [...own].filter(
    (label) => output.includes(label) || others.some(([term]) => term.includes(label)),
  );
  const terms = [output, ...others.map(([term]) => term)].join(',');
  const partial = tf.einsum(`${terms}->${known.join('')}`, dy, ...others.map(([, tensor]) => tensor));
  const expanded = shape.map((length, axis) => (known.includes(own[axis] ?? '') ? length : 1));
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
      const terms = inputs.split(',');
      return Object.fromEntries(
        terms.map((own, index) => {
          const others = terms.flatMap((term, other): [string, tf.Tensor][] =>
            other === index ? [] : [[term, saved(tensors, other)]],
          );
          const { shape } = saved(tensors, index);
          return [String(index), () => gradientOf(only(dys), shape, own, others, output)];
        }),
      );
    },
  }),
};
