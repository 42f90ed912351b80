import * as tf from '@tensorflow/tfjs-core';
import { untracked } from '../autodiff/untracked.ts';
import { checkSameShape } from '../contract/checks.ts';
import type { Layout } from '../contract/Layout.ts';
import { toFloat } from '../ops/toFloat.ts';
import { rows } from './rows.ts';

/** Options of every loss of lists. */
export const listOptions = {
  where: {
    kind: 'tensor',
    description:
      'Truth values (or 0 and 1) in the shape of the logits: which items are there. Left out: all.',
  },
} as const;

const plain = rows('items', [
  { name: 'yTrue', meaning: 'relevances of the items', perElement: 'row', neutral: 0 },
  { name: 'logits', meaning: 'scores of the items', perElement: 'row', neutral: 0 },
]);

/**
 * Lists of items, a loss per list. An item that `where` leaves out gets relevance 0 and score −∞; a list of which it leaves
 * out everything is not there.
 */
export const lists: Layout = {
  ...plain,

  prepare(where, inputs, options, given, shape, weights) {
    const { where: items } = options;
    const [yTrue, logits] = inputs;
    if (!(items instanceof tf.Tensor) || !yTrue || !logits) {
      return plain.prepare(where, inputs, options, given, shape, weights);
    }
    checkSameShape(where, ['where', 'logits'], [items, logits]);
    const isThere = tf.cast(items, 'bool');
    const hasItems = untracked([items], () => tf.any(isThere, -1));
    const presence = given ? untracked([hasItems, given], () => tf.logicalAnd(hasItems, given)) : hasItems;
    const kept = [
      tf.where(isThere, toFloat(yTrue), tf.zeros(logits.shape)),
      tf.where(isThere, toFloat(logits), tf.fill(logits.shape, Number.NEGATIVE_INFINITY)),
    ];
    return plain.prepare(where, kept, options, presence, shape, weights);
  },
};
