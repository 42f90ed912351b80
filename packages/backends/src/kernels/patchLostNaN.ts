import type * as tf from '@tensorflow/tfjs-core';

import { type KernelCall, wasmKernel } from './KernelCall.ts';
import { type KernelFunc, patchKernel } from './patchKernel.ts';

type Compute = (call: KernelCall, own: KernelFunc) => tf.TensorInfo;

function patch(kernelNames: readonly string[], compute: Compute): void {
  for (const kernelName of kernelNames) {
    patchKernel('wasm', kernelName, 'it lost NaN on wasm', (own) => {
      const { kernelFunc } = wasmKernel(kernelName, (call) => compute(call, own));
      // Integers have no NaN.
      return (call) => (Object.values(call.inputs)[0]?.dtype === 'int32' ? own(call) : kernelFunc(call));
    });
  }
}

/** 1 above 0, else 0, and NaN for NaN. */
const step = (call: KernelCall, x: tf.TensorInfo) => call.run('Step', { x }, { alpha: 0 });

/** What the kernel itself computes, and NaN where x is NaN. */
function withNaNOf(x: tf.TensorInfo, call: KernelCall, own: KernelFunc): tf.TensorInfo {
  const ones = step(call, x);
  const zeros = call.run('Sub', { a: ones, b: ones });
  return call.run('Add', { a: call.run(own, call.inputs, call.attributes), b: zeros });
}

const SEPARATE: Readonly<Record<string, string>> = { relu: 'Relu', relu6: 'Relu6' };

/**
 * Has kernels of the wasm backend hand on NaN, as those of the other backends do: a network that has diverged
 * would otherwise look as if it had not, with activations of 0 and gradients of ±1.
 */
export function patchLostNaN(): void {
  patch(['Relu', 'Relu6'], (call, own) =>
    call.run('Multiply', {
      a: call.run(own, call.inputs, call.attributes),
      b: step(call, call.input('x')),
    }),
  );
  patch(['ClipByValue'], (call, own) => withNaNOf(call.input('x'), call, own));
  // That of the first is not lost.
  patch(['Maximum', 'Minimum'], (call, own) => withNaNOf(call.input('b'), call, own));
  patch(['Sign'], (call) => {
    const x = call.input('x');
    return call.run('Sub', { a: step(call, x), b: step(call, call.run('Neg', { x })) });
  });
  patch(['_FusedMatMul', 'FusedConv2D', 'FusedDepthwiseConv2D'], (call, own) => {
    const activation = SEPARATE[String(call.attributes.activation)];
    if (activation === undefined) return call.run(own, call.inputs, call.attributes);
    const x = call.run(own, call.inputs, { ...call.attributes, activation: 'linear' });
    return call.run(activation, { x });
  });
}
