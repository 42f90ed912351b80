import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../../autodiff/stopGradient.ts';
import { replaceWhere } from '../replaceWhere.ts';

/** The items of padded lists. */
export interface Items {
  /** 1 where an item is, 0 where none is. */
  readonly isItem: tf.Tensor;
  /** The scores of the items, and 0 where none is. */
  readonly scores: tf.Tensor;
}

/** What lists of scores hold that are −∞ where no item is, as their layout leaves them. */
export function itemsOf(logits: tf.Tensor): Items {
  const isPadding = stopGradient([logits], () => tf.equal(logits, Number.NEGATIVE_INFINITY));
  const isItem = stopGradient([logits], () =>
    tf.cast(tf.notEqual(logits, Number.NEGATIVE_INFINITY), 'float32'),
  );
  return { isItem, scores: replaceWhere(isPadding, logits, 0) };
}
