import * as tf from '@tensorflow/tfjs-core';

import { recordFix } from '../installedFixes.ts';

/** Whether a kernel multiplies every matrix of one batch with every matrix of another. */
function isRight(kernel: tf.KernelConfig, backend: tf.KernelBackend): boolean {
  const tensor = (values: number[], shape: number[]): tf.TensorInfo => ({
    dataId: backend.write(Float32Array.from(values), shape, 'float32'),
    shape,
    dtype: 'float32',
  });
  const a = tensor([1, 2], [2, 1, 1, 1]);
  const b = tensor([1, 10, 100], [1, 3, 1, 1]);
  const used: tf.TensorInfo[] = [a, b];
  try {
    const attrs = { transposeA: false, transposeB: false };
    const [product] = [kernel.kernelFunc({ inputs: { a, b }, backend, attrs })].flat();
    if (!product) return false;
    used.push(product);
    const values = backend.readSync(product.dataId);
    return [1, 10, 100, 2, 20, 200].every((value, index) => values[index] === value);
  } catch {
    // That of webgpu refuses them.
    return false;
  } finally {
    for (const { dataId } of used) backend.disposeData(dataId);
  }
}

const batchOf = (x: tf.TensorInfo) => x.shape.slice(0, -2);

/**
 * Patches a backend's matrix product for batches that are both repeated, or not along the first axes: tfjs
 * takes the wrong matrices for them, and repeats only a batch of one matrix rightly.
 *
 * Does nothing where it is right, or where the backend isn't ready.
 */
export function installBroadcastMatMul(backendName: string): void {
  const backendNow: tf.KernelBackend | null = tf.findBackend(backendName);
  if (backendNow === null) return;
  const own = tf.getKernel('BatchMatMul', backendName);
  if (isRight(own, backendNow)) return;
  const tile = tf.getKernel('Tile', backendName);
  tf.unregisterKernel('BatchMatMul', backendName);
  tf.registerKernel({
    ...own,
    kernelFunc({ inputs, backend, attrs }) {
      const { a, b } = inputs;
      if (!a || !b) throw new TypeError('matMul: expected two factors, got one.');
      const [batchA, batchB] = [batchOf(a), batchOf(b)];
      const alone = [batchA, batchB].some((batch) => tf.util.sizeFromShape(batch) === 1);
      if (alone || tf.util.arraysEqual(batchA, batchB)) {
        return own.kernelFunc({ inputs, backend, ...(attrs && { attrs }) });
      }
      const batch = tf.broadcast_util.assertAndGetBroadcastShape(batchA, batchB);
      const repeated = [a, b].map((factor) => {
        const missing = batch.length - batchOf(factor).length;
        const lengths = [...new Array<number>(missing).fill(1), ...batchOf(factor)];
        // The same numbers with leading axes of 1. Only the shape is new, the data isn't copied.
        const x = {
          dataId: factor.dataId,
          dtype: factor.dtype,
          shape: [...lengths, ...factor.shape.slice(-2)],
        };
        const reps = [...batch.map((length, axis) => length / (lengths[axis] ?? 1)), 1, 1];
        const [copy] = [tile.kernelFunc({ inputs: { x }, backend, attrs: { reps } })].flat();
        if (!copy) throw new TypeError('matMul: expected the Tile kernel to give a tensor, got none.');
        return copy;
      });
      const [left, right] = repeated;
      const product = own.kernelFunc({ inputs: { a: left, b: right }, backend, ...(attrs && { attrs }) });
      for (const copy of repeated) tf.findBackend(backendName).disposeData(copy.dataId);
      return product;
    },
  });
  recordFix({
    name: 'BatchMatMul',
    reason: `on ${backendName}, batches that are both repeated gave wrong numbers`,
  });
}
