import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { listOptions, lists } from '../layouts/lists.ts';
import { eachList } from '../ops/lists/eachList.ts';
import { itemDifferences } from '../ops/lists/itemDifferences.ts';
import { itemsOf } from '../ops/lists/itemsOf.ts';
import { orderedPairs } from '../ops/lists/orderedPairs.ts';

/**
 * Pairwise logistic loss, that of RankNet: of any two items of a list the more relevant one is to score higher.
 *
 *     Σ_{y_i > y_j} log(1 + exp(-(logits_i - logits_j)))
 *
 * over the pairs of a list, so that a list with more pairs counts more. Items of equal relevance make no pair,
 * and a list without a pair has loss 0. The gradient takes the relevances as constants.
 *
 * @param yTrue - Relevances of the items, of which only the order matters; shape […, items].
 * @param logits - Scores of the items, the shape of `yTrue`.
 * @param options.where - Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists
 *   of different lengths. A list without items is masked out. Default: all.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ or there is no last axis.
 * @formula \sum_{y_i > y_j} \log\left(1 + e^{-(z_i - z_j)}\right)
 * @domain All real numbers.
 * @useWhen Lists whose items have relevances, and every pair in the wrong order is equally bad.
 * @avoidWhen The top of the list matters more: lambdaRank weighs the pairs by what they cost there.
 * @example
 * ```ts
 * pairwiseLogistic(tf.tensor2d([[1, 0]]), tf.tensor2d([[0.6, 0.8]])).dataSync(); // [0.7981]
 * ```
 * @see C. Burges et al., Learning to rank using gradient descent, 2005, doi:10.1145/1102351.1102363
 */
export const pairwiseLogistic = defineLoss(
  {
    name: 'pairwiseLogistic',
    aliases: ['rankNet'],
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
      const costs = tf.softplus(tf.neg(itemDifferences(scores)));
      return tf.sum(tf.mul(orderedPairs(yTrue, isItem), costs), [-2, -1]);
    }),
);
