import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { listOptions, lists } from '../layouts/lists.ts';
import { eachList } from '../ops/lists/eachList.ts';
import { itemDifferences } from '../ops/lists/itemDifferences.ts';
import { itemsOf } from '../ops/lists/itemsOf.ts';
import { orderedPairs } from '../ops/lists/orderedPairs.ts';
import { relu } from '../ops/relu.ts';

/**
 * Pairwise hinge loss, that of RankSVM: of any two items of a list the more relevant one is to score higher by
 * at least 1.
 *
 *     Σ_{y_i > y_j} max(0, 1 - (logits_i - logits_j))
 *
 * over the pairs of a list, so that a list with more pairs counts more. Items of equal relevance make no pair,
 * and a list without a pair has loss 0. The gradient is 0 for a pair that is exactly 1 apart, and takes the
 * relevances as constants.
 *
 * @param yTrue - Relevances of the items, of which only the order matters; shape […, items].
 * @param logits - Scores of the items, the shape of `yTrue`.
 * @param options.where - Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists
 *   of different lengths. A list without items is masked out. Default: all.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; in units of the scores.
 * @throws RangeError if the shapes differ or there is no last axis.
 * @formula \sum_{y_i > y_j} \max(0, 1 - (z_i - z_j))
 * @domain All real numbers.
 * @useWhen Lists whose items have relevances, and pairs in the right order by a margin need no more training.
 * @avoidWhen Pairs come one by one instead of in lists: marginRanking takes two scores and a sign.
 * @example
 * ```ts
 * pairwiseHinge(tf.tensor2d([[1, 0]]), tf.tensor2d([[0.6, 0.8]])).dataSync(); // [1.2]
 * ```
 * @see T. Joachims, Optimizing search engines using clickthrough data, 2002, doi:10.1145/775047.775067
 */
export const pairwiseHinge = defineLoss(
  {
    name: 'pairwiseHinge',
    aliases: ['rankSvm'],
    family: 'ranking',
    target: 'relevances',
    prediction: 'logits',
    layout: lists,
    options: listOptions,
    twiceDifferentiable: true,
  },
  (_options, relevances: tf.Tensor, given: tf.Tensor) =>
    eachList(relevances, given, (yTrue, logits) => {
      const { isItem, scores } = itemsOf(logits);
      const costs = relu(tf.sub(1, itemDifferences(scores)));
      return tf.sum(tf.mul(orderedPairs(yTrue, isItem), costs), [-2, -1]);
    }),
);
