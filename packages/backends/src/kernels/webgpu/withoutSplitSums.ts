import * as tf from '@tensorflow/tfjs-core';

import { type KernelFunc, type KernelParameters, kernelInput } from '../patchKernel.ts';

const FLAG = 'WEBGPU_MATMUL_PROGRAM_TYPE';
/** tfjs's number for products by small tiles. */
const SMALL_TILES = 2;

/** Where tfjs would split sums: they are long, and there are few of them. */
function wouldSplit(call: KernelParameters): boolean {
  const [a, b] = [kernelInput(call, 'a'), kernelInput(call, 'b')];
  const rows = a.shape.at(call.attrs?.transposeA === true ? -1 : -2) ?? 1;
  const inner = a.shape.at(call.attrs?.transposeA === true ? -2 : -1) ?? 1;
  const columns = b.shape.at(call.attrs?.transposeB === true ? -2 : -1) ?? 1;
  return inner >= 2000 && rows * columns > 128 && Math.ceil(rows / 32) * Math.ceil(columns / 32) <= 32;
}

/**
 * A product of matrices that gives the same bits each time: tfjs splits long sums among threads, which add up what they have in any
 * order.
 */
export function withoutSplitSums(own: KernelFunc): KernelFunc {
  return (call) => {
    if (!wouldSplit(call)) return own(call);
    const before = tf.env().get(FLAG) ?? -1;
    tf.env().set(FLAG, SMALL_TILES);
    try {
      return own(call);
    } finally {
      tf.env().set(FLAG, before);
    }
  };
}
