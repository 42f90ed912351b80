import * as tf from '@tensorflow/tfjs-core';

import { contract } from './contraction.ts';
import { wasmKernel } from './KernelCall.ts';

/** `tf.einsum` of one or two tensors: sums, transpositions and one batched matrix product. */
export const einsum = wasmKernel('Einsum', (call) => {
  const { equation } = call.attributes;
  if (typeof equation !== 'string') {
    throw new TypeError(`Einsum: expected an equation, got ${typeof equation}.`);
  }
  const tensors = call.inputList();
  const { allDims, summedDims, idDims } = tf.backend_util.decodeEinsumEquation(equation, tensors.length);
  const label = (index: number) => allDims[index] ?? '';
  const result = contract(
    {
      shapeOf: (x) => x.shape,
      sum: (x, axis) => call.run('Sum', { x }, { axis, keepDims: false }),
      transpose: (x, perm) => call.transpose(x, perm),
      reshape: (x, shape) => call.reshape(x, shape),
      matMul: (a, b) => call.matMul(a, b),
    },
    tensors.map((tensor, index) => ({ tensor, labels: (idDims[index] ?? []).map(label) })),
    // The output's labels come first.
    allDims.slice(0, allDims.length - summedDims.length),
  );
  // A kernel never returns its input, which the caller would free.
  return call.reshape(result, result.shape);
});
