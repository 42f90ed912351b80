import * as tf from '@tensorflow/tfjs-core';

import { filledTensor, kernelInput, patchKernel } from './patchKernel.ts';

const { assertAndGetBroadcastShape } = tf.broadcast_util;

/**
 * Has `tf.where` between tensors with an empty axis give an empty tensor.
 *
 * `tf.broadcastTo` leaves an axis of 1 as it is where it should become 0, so that the kernel gets more truth
 * values than there are numbers: wasm then writes past its output, into other tensors, and TensorFlow refuses
 * the shapes.
 */
export function patchSelect(backendName: string): void {
  const reason = `a choice between empty tensors failed on ${backendName}`;
  patchKernel(backendName, 'Select', reason, (own) => (call) => {
    const [condition, t, e] = ['condition', 't', 'e'].map((name) => kernelInput(call, name).shape);
    const shape = assertAndGetBroadcastShape(assertAndGetBroadcastShape(condition ?? [], t ?? []), e ?? []);
    if (!shape.includes(0)) return own(call);
    return filledTensor(backendName, shape, kernelInput(call, 't').dtype, 0);
  });
}
