import * as tf from '@tensorflow/tfjs-core';

const KERNEL = 'BatchMatMul';

/** The order of axes that swaps the last two. */
function swapLastTwo(rank: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return [...axes.slice(0, -2), rank - 1, rank - 2];
}

/**
 * Replaces the wasm backend's matrix product by one that is fast for transposed factors too.
 *
 * tfjs hands plain products to XNNPACK and falls back to a loop as soon as a factor is transposed, which both
 * gradients of every dense layer are. Transposing first and multiplying plainly gives the same numbers
 * several times sooner.
 */
export function installTransposedMatMul(): void {
  const multiply = tf.getKernel(KERNEL, 'wasm');
  const transpose = tf.getKernel('Transpose', 'wasm');

  tf.unregisterKernel(KERNEL, 'wasm');
  tf.registerKernel({
    ...multiply,
    kernelFunc({ inputs, backend, attrs }) {
      const copies: tf.TensorInfo[] = [];
      const plain = (name: 'a' | 'b', flag: 'transposeA' | 'transposeB'): tf.TensorInfo => {
        const factor = inputs[name];
        if (!factor) throw new TypeError(`matMul: expected a factor '${name}', got none.`);
        if (attrs?.[flag] !== true) return factor;
        const perm = swapLastTwo(factor.shape.length);
        const copy = [transpose.kernelFunc({ inputs: { x: factor }, backend, attrs: { perm } })].flat()[0];
        if (!copy) throw new TypeError('matMul: expected the Transpose kernel to give a tensor, got none.');
        copies.push(copy);
        return copy;
      };
      const a = plain('a', 'transposeA');
      const b = plain('b', 'transposeB');
      const product = multiply.kernelFunc({
        inputs: { a, b },
        backend,
        attrs: { transposeA: false, transposeB: false },
      });
      for (const copy of copies) tf.backend().disposeData(copy.dataId);
      return product;
    },
  });
}
