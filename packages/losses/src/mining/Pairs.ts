import type { Tensor1D } from '@tensorflow/tfjs-core';

/**
 * Rows of a batch in twos. There are as many as its size allows, whatever the labels, so that no value has to be
 * read: `mask` says which of them are chosen.
 */
export interface Pairs {
  /** float32: 1 for two rows of one label, −1 for two rows of two. */
  readonly signs: Tensor1D;
  /** int32: places in the batch, as `tf.gather` takes them. */
  readonly first: Tensor1D;
  /** int32: the other row of each pair. */
  readonly second: Tensor1D;
  /** bool: true for the pairs that are chosen. */
  readonly mask: Tensor1D;
}
