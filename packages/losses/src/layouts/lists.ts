import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { checkSameShape } from '../contract/checks.ts';
import type { Layout } from '../contract/Layout.ts';
import { toFloat } from '../ops/toFloat.ts';
import { rows } from './rows.ts';

/** Options of every loss of lists. */
export const listOptions = {
  where: { kind: 'tensor', dtype: 'bool' },
} as const;

const plain = rows('items', [
  { name: 'yTrue', meaning: 'relevances of the items', perElement: 'row', neutral: 0 },
  { name: 'logits', meaning: 'scores of the items', perElement: 'row', neutral: 0 },
]);

/**
 * Lists of items, a loss per list. An item that `where` leaves out gets relevance 0 and score −∞; a list of
 * which it leaves out everything is masked out.
 */
export const lists: Layout = {
  ...plain,

  checkOptions(where, [, logits], { where: items }) {
    if (items instanceof tf.Tensor && logits) checkSameShape(where, ['where', 'logits'], [items, logits]);
  },

  prepare(where, inputs, options, given, shape, weights) {
    const { where: items } = options;
    const [yTrue, logits] = inputs;
    if (!(items instanceof tf.Tensor) || !yTrue || !logits) {
      return plain.prepare(where, inputs, options, given, shape, weights);
    }
    const hasItems = stopGradient([items], () => tf.any(items, -1));
    const validMask = given
      ? stopGradient([hasItems, given], () => tf.logicalAnd(hasItems, given))
      : hasItems;
    const kept = [
      tf.where(items, toFloat(yTrue), tf.zeros(logits.shape)),
      tf.where(items, toFloat(logits), tf.fill(logits.shape, Number.NEGATIVE_INFINITY)),
    ];
    return plain.prepare(where, kept, options, validMask, shape, weights);
  },
};
