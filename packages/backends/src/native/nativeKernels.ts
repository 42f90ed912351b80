import * as tf from '@tensorflow/tfjs';

const SELECT = 'Select';

/**
 * Corrects kernels of tfjs-node.
 *
 * `tf.where` leaves a condition of one element as it is when the choice is between empty tensors; plain
 * JavaScript and wasm then give an empty tensor, TensorFlow refuses the shapes.
 */
export function correctNativeKernels(backendName: string): void {
  const select = tf.getKernel(SELECT, backendName);
  const identity = tf.getKernel('Identity', backendName);
  tf.unregisterKernel(SELECT, backendName);
  tf.registerKernel({
    ...select,
    kernelFunc(call) {
      const { t } = call.inputs;
      if (t?.shape.includes(0)) return identity.kernelFunc({ ...call, inputs: { x: t } });
      return select.kernelFunc(call);
    },
  });
}
