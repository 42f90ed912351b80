import * as tf from '@tensorflow/tfjs-core';

import { type KernelCall, wasmKernel } from './KernelCall.ts';
import { type KernelParameters, kernelInput, patchKernel } from './patchKernel.ts';

const ACTIVATIONS: Readonly<Record<string, string>> = {
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
  leakyrelu: 'LeakyRelu',
  prelu: 'Prelu',
};

const hasNothing = (call: KernelParameters) =>
  ['a', 'b'].some((name) => kernelInput(call, name).shape.includes(0));

/** A product of matrices without numbers: 0 everywhere. */
function emptyProduct(call: KernelCall): tf.TensorInfo {
  const [a, b] = [call.input('a').shape, call.input('b').shape];
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.slice(0, -2), b.slice(0, -2));
  const rows = a.at(call.attributes.transposeA === true ? -1 : -2) ?? 0;
  const columns = b.at(call.attributes.transposeB === true ? -2 : -1) ?? 0;
  const product = call.allocate([...batch, rows, columns]);
  call.numbers(product).fill(0);
  return product;
}

/**
 * Has products of matrices without numbers be 0 on wasm: XNNPACK refuses them, writes so to standard output and
 * leaves in the result what was in memory.
 */
export function patchEmptyProducts(): void {
  const reason = 'of nothing it gave what was in memory on wasm, and printed a complaint';
  const product = wasmKernel('BatchMatMul', emptyProduct).kernelFunc;
  const fused = wasmKernel('_FusedMatMul', (call) => {
    const { bias, preluActivationWeights } = call.inputs;
    const plain = emptyProduct(call);
    const sum = bias ? call.run('Add', { a: plain, b: bias }) : plain;
    const activation = ACTIVATIONS[String(call.attributes.activation)];
    if (activation === undefined) return sum;
    return preluActivationWeights
      ? call.run(activation, { x: sum, alpha: preluActivationWeights })
      : call.run(activation, { x: sum }, { alpha: call.attributes.leakyreluAlpha ?? 0 });
  }).kernelFunc;
  patchKernel('wasm', 'BatchMatMul', reason, (own) => (call) => (hasNothing(call) ? product : own)(call));
  patchKernel('wasm', '_FusedMatMul', reason, (own) => (call) => (hasNothing(call) ? fused : own)(call));
}
