import * as tf from '@tensorflow/tfjs';

import { inTensorScope } from './inTensorScope.ts';

const SIZES = [1, 4, 64, 1024];
const DTYPES = ['float32', 'int32', 'bool'] as const;

/**
 * Runs what must not touch tensors of others: throws if one of several sizes and dtypes holds other numbers
 * afterwards, or if a tensor stays behind.
 */
export function withCanaries(run: () => void): void {
  const canaries = SIZES.flatMap((size) => DTYPES.map((dtype) => tf.fill([size], 1, dtype)));
  const before = tf.memory().numTensors;
  try {
    inTensorScope(run);
    const left = tf.memory().numTensors - before;
    const changed = canaries.filter((canary) => canary.dataSync().some((number) => number !== 1));
    if (changed.length > 0) {
      throw new Error(`expected other tensors to stay as they are, got ${changed.length} that changed`);
    }
    if (left !== 0) throw new Error(`expected no tensor to stay behind, got ${left}`);
  } finally {
    tf.dispose(canaries);
  }
}
