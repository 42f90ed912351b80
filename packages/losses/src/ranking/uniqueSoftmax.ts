import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { listOptions, lists } from '../layouts/lists.ts';
import { eachList } from '../ops/lists/eachList.ts';
import { itemsOf } from '../ops/lists/itemsOf.ts';
import { orderedPairs } from '../ops/lists/orderedPairs.ts';
import { logSumExpParts } from '../ops/logSumExpWhere.ts';

/**
 * Unique-rating softmax of lists: each item is to be chosen before all that are less relevant, and counts by its gain.
 *
 *     Σ_i (2^{y_i} - 1) · log(1 + Σ_{y_j < y_i} exp(logits_j - logits_i))
 *
 * over the items of a list. Items of equal relevance do not compete, unlike in `rankingSoftmax` and `listMle`, and items
 * of relevance 0 are never to be chosen. The gradient takes the relevances as constants.
 *
 * @param yTrue - Relevances of the items, as grades from 0 on; shape […, items].
 * @param logits - Scores of the items, the shape of `yTrue`.
 * @param options.where - Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists
 *   of different lengths. A list without items is masked out. Default: all.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; in nats times gain.
 * @throws RangeError if the shapes differ or there is no last axis.
 * @formula \sum_i (2^{y_i} - 1) \log\left(1 + \sum_{y_j < y_i} e^{z_j - z_i}\right)
 * @domain Relevances of at least 0, small enough for a power of 2; scores are all real numbers.
 * @useWhen Lists have many items of equal grades, and the highest grades matter most.
 * @avoidWhen Relevances are no grades: their gain is a power of 2; pairwiseLogistic takes their order alone.
 * @example
 * ```ts
 * uniqueSoftmax(tf.tensor2d([[2, 1, 0]]), tf.tensor2d([[0, 0, 0]])).dataSync(); // [3.989]
 * ```
 * @see X. Zhu and D. Klabjan, Listwise Learning to Rank by Exploring Unique Ratings, 2020, arXiv:2001.01828
 */
export const uniqueSoftmax = defineLoss(
  {
    name: 'uniqueSoftmax',
    aliases: ['uRank'],
    family: 'ranking',
    target: 'relevances',
    prediction: 'logits',
    layout: lists,
    options: listOptions,
  },
  (_options, relevances: tf.Tensor, given: tf.Tensor) =>
    eachList(relevances, given, (yTrue, logits) => {
      const { isItem, scores } = itemsOf(logits);
      const competing = tf.add(orderedPairs(yTrue, isItem), tf.eye(yTrue.shape.at(-1) ?? 0));
      const { highest, above } = logSumExpParts(
        competing,
        tf.add(tf.expandDims(scores, -2), tf.zerosLike(competing)),
      );
      // In this order: beside a score that is far below, two others would look alike.
      const aboveOwn = tf.add(above, tf.sub(highest, scores));
      // 0 where no item is: its relevance is.
      const gains = stopGradient([yTrue], () => tf.sub(tf.pow(2, yTrue), 1));
      return tf.sum(tf.mul(gains, aboveOwn), -1);
    }),
);
