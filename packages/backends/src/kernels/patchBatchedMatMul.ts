import * as tf from '@tensorflow/tfjs-core';

import { wasmKernel } from './KernelCall.ts';
import { type KernelParameters, kernelInput, patchKernel } from './patchKernel.ts';

/** How many products of numbers a matrix has to have, for a call of its own to take less time. */
const WORTH_A_CALL = 8192;

const batchOf = ({ shape }: tf.TensorInfo) => tf.util.sizeFromShape(shape.slice(0, -2));

/** Whether a product is one of several matrices, none of them transposed, that are worth a call each. */
function isBatched(call: KernelParameters): boolean {
  const [a, b] = [kernelInput(call, 'a'), kernelInput(call, 'b')];
  if (call.attrs?.transposeA === true || call.attrs?.transposeB === true) return false;
  const [batchA, batchB] = [batchOf(a), batchOf(b)];
  const isPaired = batchA === batchB || batchA === 1 || batchB === 1;
  const products = tf.util.sizeFromShape(a.shape.slice(-2)) * (b.shape.at(-1) ?? 1);
  return isPaired && batchA * batchB > 1 && (batchB === 1 || products >= WORTH_A_CALL);
}

/**
 * Has the wasm backend multiply matrices one by one: it hands those of a product of two to XNNPACK, and takes
 * plain loops for batches.
 */
export function patchBatchedMatMul(): void {
  const reason = 'batches of matrices took plain loops on wasm; now a product each';
  patchKernel('wasm', 'BatchMatMul', reason, (own) => {
    const { kernelFunc } = wasmKernel('BatchMatMul', (call) => {
      const [a, b] = [call.input('a'), call.input('b')];
      const [m = 1, k = 1] = a.shape.slice(-2);
      const n = b.shape.at(-1) ?? 1;
      const [batchA, batchB] = [batchOf(a), batchOf(b)];
      const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
      const multiply = (left: tf.TensorInfo, right: tf.TensorInfo) =>
        call.run(own, { a: left, b: right }, { transposeA: false, transposeB: false });
      if (batchB === 1) {
        // All rows meet the same matrix.
        const rows = call.reshape(a, [batchA * m, k]);
        return call.reshape(multiply(rows, call.reshape(b, [k, n])), [...batch, m, n]);
      }
      const product = call.allocate([...batch, m, n]);
      for (let matrix = 0; matrix < batchB; matrix++) {
        const left = call.part(a, batchA === 1 ? 0 : matrix * m * k, [m, k]);
        const right = call.part(b, matrix * k * n, [k, n]);
        const one = multiply(left, right);
        call.numbers(product).set(call.numbers(one), matrix * m * n);
        for (const tensor of [left, right, one]) call.free(tensor);
      }
      return product;
    });
    return (call) => (isBatched(call) ? kernelFunc : own)(call);
  });
}
