import * as tf from '@tensorflow/tfjs-core';

import { wasmKernel } from './KernelCall.ts';
import { kernelInput, patchKernel } from './patchKernel.ts';

/**
 * Patches `tf.gather` with batch dimensions, or of nothing. tfjs's own reads indices of another batch, or past
 * their end, unless there happen to be as many indices as batches, and gives an empty tensor another shape.
 */
export function patchGather(): void {
  const { kernelFunc } = wasmKernel('GatherV2', (call) => {
    const { axis, batchDims } = call.attributes;
    if (typeof axis !== 'number' || typeof batchDims !== 'number') {
      throw new TypeError('gather: expected axis and batchDims to be numbers, got others.');
    }
    const x = call.input('x');
    const indices = call.input('indices');
    const [place = 0] = tf.util.parseAxisParam(axis, x.shape);
    const info = tf.backend_util.segment_util.collectGatherOpShapeInfo(x, indices, place, batchDims);
    const { batchSize, outerSize, dimSize, sliceSize, outputShape } = info;
    const output = call.allocate(outputShape, x.dtype);
    const from = call.numbers(x);
    const places = call.numbers(indices);
    const to = call.numbers(output);
    const perBatch = places.length / batchSize;
    let next = 0;
    for (let batch = 0; batch < batchSize; batch++) {
      for (let outer = 0; outer < outerSize; outer++) {
        for (let index = 0; index < perBatch; index++, next += sliceSize) {
          const chosen = places[batch * perBatch + index] ?? -1;
          if (chosen < 0 || chosen >= dimSize) {
            throw new RangeError(`gather: expected indices in [0, ${dimSize}), got ${chosen}.`);
          }
          const start = ((batch * outerSize + outer) * dimSize + chosen) * sliceSize;
          to.set(from.subarray(start, start + sliceSize), next);
        }
      }
    }
    return output;
  });
  const reason =
    'with batch dimensions it read the wrong indices on wasm, and of nothing the shape was wrong';
  patchKernel('wasm', 'GatherV2', reason, (own) => (call) => {
    const isEmpty = kernelInput(call, 'x').shape.includes(0);
    return (call.attrs?.batchDims || isEmpty ? kernelFunc : own)(call);
  });
}
