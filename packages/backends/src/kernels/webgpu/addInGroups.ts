import * as tf from '@tensorflow/tfjs-core';

import type { KernelFunc } from '../patchKernel.ts';

/** A shader is given eight buffers on every device, and one of them is for the sum. */
const MOST = 7;

/** A sum of any number of tensors: tfjs gives all of them to one shader, which devices refuse. */
export function addInGroups(own: KernelFunc): KernelFunc {
  return (call) => {
    let terms = Object.values(call.inputs).flatMap((input) => (input ? [input] : []));
    const given = new Set(terms);
    const sumOf = (group: readonly tf.TensorInfo[]) =>
      own({ ...call, inputs: Object.assign([], Object.fromEntries(group.entries())) });
    while (terms.length > MOST) {
      const sum = [sumOf(terms.slice(0, MOST))].flat();
      for (const term of terms.slice(0, MOST)) {
        if (!given.has(term)) tf.findBackend('webgpu').disposeData(term.dataId);
      }
      terms = [...sum, ...terms.slice(MOST)];
    }
    const total = sumOf(terms);
    for (const term of terms) if (!given.has(term)) tf.findBackend('webgpu').disposeData(term.dataId);
    return total;
  };
}
