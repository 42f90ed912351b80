import type { Tensor1D } from '@tensorflow/tfjs-core';

/**
 * Rows of a batch in threes. There are as many as its size allows, whatever the labels, so that no value has
 * to be read: `mask` says which of them are triplets.
 */
export interface Triplets {
  /** int32: places in the batch, as `tf.gather` takes them. */
  readonly anchors: Tensor1D;
  /** int32: rows of the label of the anchor. */
  readonly positives: Tensor1D;
  /** int32: rows of another label. */
  readonly negatives: Tensor1D;
  /** bool: true for those that are triplets. */
  readonly mask: Tensor1D;
}
