import * as tf from '@tensorflow/tfjs-core';

import { filledTensor, kernelInput, patchKernel } from './patchKernel.ts';

/** What each reduction of no numbers is: the number that changes nothing, and NaN for a mean, as in NumPy. */
const OF_NOTHING: Readonly<Record<string, number>> = {
  Sum: 0,
  Prod: 1,
  Mean: Number.NaN,
  Max: Number.NEGATIVE_INFINITY,
  Min: Number.POSITIVE_INFINITY,
  Any: 0,
  All: 1,
};

function isAxes(value: unknown): value is number | number[] {
  return (
    typeof value === 'number' || (Array.isArray(value) && value.every((axis) => typeof axis === 'number'))
  );
}

/** Has every reduction over an empty axis give what it should on this backend. */
export function patchReductions(backendName: string): void {
  for (const [kernelName, number] of Object.entries(OF_NOTHING)) {
    const reason = `over an empty axis it gave other numbers on ${backendName}`;
    patchKernel(backendName, kernelName, reason, (own) => (call) => {
      const { shape, dtype } = kernelInput(call, 'x');
      if (!shape.includes(0)) return own(call);
      const given = call.attrs?.axis ?? call.attrs?.reductionIndices;
      const axes = tf.util.parseAxisParam(isAxes(given) ? given : shape.map((_, axis) => axis), shape);
      const [kept] = tf.backend_util.computeOutAndReduceShapes(shape, axes);
      const outShape = call.attrs?.keepDims ? tf.backend_util.expandShapeToKeepDim(kept, axes) : kept;
      return filledTensor(backendName, outShape, kernelName === 'Mean' ? 'float32' : dtype, number);
    });
  }
}
