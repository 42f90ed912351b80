import type * as tf from '@tensorflow/tfjs-core';

import { type KernelCall, wasmKernel } from './KernelCall.ts';
import { patchKernel } from './patchKernel.ts';

function patch(
  kernelName: string,
  reason: string,
  concerns: (x: tf.TensorInfo, attributes: tf.NamedAttrMap) => boolean,
  outputType: (x: tf.TensorInfo) => tf.DataType,
  elementOf: (call: KernelCall) => (element: number) => number,
): void {
  patchKernel('wasm', kernelName, reason, (own) => {
    const { kernelFunc } = wasmKernel(kernelName, (call) => {
      const x = call.input('x');
      const output = call.allocate(x.shape, outputType(x));
      const compute = elementOf(call);
      const from = call.numbers(x);
      const to = call.numbers(output);
      for (let index = 0; index < to.length; index++) to[index] = compute(from[index] ?? 0);
      return output;
    });
    return (call) => {
      const { x } = call.inputs;
      return x && concerns(x, call.attrs ?? {}) ? kernelFunc(call) : own(call);
    };
  });
}

/** Elementwise kernels that are wrong on wasm for some of their inputs, as loops in JavaScript. */
export function patchElements(): void {
  patch(
    'Log1p',
    'it rounded 1 + x on wasm, which loses x below 6e-8',
    () => true,
    () => 'float32',
    () => Math.log1p,
  );
  patch(
    'Cast',
    'to truth values it took the last byte on wasm: 256, 0.5 and NaN were false',
    (x, { dtype }) => dtype === 'bool' && x.dtype !== 'bool',
    () => 'bool',
    () => (element) => Number(element !== 0),
  );
  patch(
    'ClipByValue',
    'it took integers for the bits of floats on wasm',
    ({ dtype }) => dtype === 'int32',
    () => 'int32',
    ({ attributes: { clipValueMin, clipValueMax } }) => {
      const [low, high] = [Number(clipValueMin), Number(clipValueMax)];
      return (element) => Math.min(Math.max(element, low), high);
    },
  );
}
