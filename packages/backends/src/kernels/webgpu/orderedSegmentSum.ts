import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

import { type KernelFunc, kernelInput } from '../patchKernel.ts';

const WORKGROUP = 64;

/** Every sum by one thread, in the order of the rows. */
function program(outputShape: number[], dtype: tf.DataType) {
  const size = tf.util.sizeFromShape(outputShape);
  const [type, store] = dtype === 'float32' ? ['f32', 'setOutputAtIndex'] : ['i32', 'setOutputAtIndexI32'];
  return {
    variableNames: ['slices', 'ids'],
    uniforms: 'rows : i32,',
    outputShape,
    workgroupSize: [WORKGROUP, 1, 1] satisfies [number, number, number],
    dispatch: [Math.ceil(size / WORKGROUP), 1, 1] satisfies [number, number, number],
    dispatchLayout: { x: [0, 1] },
    shaderKey: 'orderedSegmentSum',
    size: true,
    getUserCode: () => `
      fn main(index : i32) {
        if (index >= uniforms.size) { return; }
        let width = uniforms.outShape[1];
        let segment = index / width;
        var total = ${type}(0);
        for (var row = 0; row < uniforms.rows; row = row + 1) {
          if (i32(ids[row]) == segment) { total = total + ${type}(slices[row * width + index % width]); }
        }
        ${store}(index, total);
      }`,
  };
}

const isWebGpu = (backend: object): backend is WebGPUBackend => 'runWebGPUProgram' in backend;

/**
 * Adds up the slices of `x` that share a segment, the gradient of every embedding, to the same bits each time: tfjs's own has
 * threads add to the same number in any order.
 */
export const orderedSegmentSum: KernelFunc = (call) => {
  const { backend } = call;
  if (!isWebGpu(backend))
    throw new TypeError('UnsortedSegmentSum: expected the webgpu backend, got another.');
  const [x, ids] = [kernelInput(call, 'x'), kernelInput(call, 'segmentIds')];
  const rows = tf.util.sizeFromShape(ids.shape);
  const sliceShape = x.shape.slice(ids.shape.length);
  const segments = Number(call.attrs?.numSegments);
  const width = tf.util.sizeFromShape(sliceShape);
  const outputs = program([segments, width], x.dtype);
  const slices = { ...x, shape: [rows, width] };
  const flat = { ...ids, shape: [rows] };
  const sums = backend.runWebGPUProgram(outputs, [slices, flat], x.dtype, [{ type: 'int32', data: [rows] }]);
  return { ...sums, shape: [segments, ...sliceShape] };
};
