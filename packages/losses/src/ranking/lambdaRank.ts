import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { listOptions, lists } from '../layouts/lists.ts';
import { discountOf } from '../ops/lists/discountOf.ts';
import { eachList } from '../ops/lists/eachList.ts';
import { itemDifferences } from '../ops/lists/itemDifferences.ts';
import { itemsOf } from '../ops/lists/itemsOf.ts';
import { normalizedGains } from '../ops/lists/normalizedGains.ts';
import { orderedPairs } from '../ops/lists/orderedPairs.ts';
import { ranksOf } from '../ops/lists/ranksOf.ts';

/**
 * LambdaRank: the pairwise logistic loss, with each pair weighed by how much NDCG changes when its two items
 * change places.
 *
 *     Σ_{y_i > y_j} |G_i - G_j| · |D_i - D_j| · log(1 + exp(-(logits_i - logits_j)))
 *
 * over the pairs of a list, with G the gains 2^y − 1 divided by the best sum of gains times discounts, and D
 * the discounts 1 / log2(1 + rank) of the present ranks. Of equal scores the first item has the better rank.
 * The gradient takes gains and ranks as constants. Items of equal relevance make no pair, and a list without a
 * pair has loss 0. TF-Ranking's NDCGLambdaWeight with `smooth_fraction=1` is this times the length of its padded
 * lists, which is left out so that padding changes nothing.
 *
 * @param yTrue - Relevances of the items, at least 0; shape […, items].
 * @param logits - Scores of the items, the shape of `yTrue`.
 * @param options.where - Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists
 *   of different lengths. A list without items is masked out. Default: all.
 * @param options.topK - How many ranks count, for NDCG of the first k: the discount of later ranks is 0.
 *   Default: all.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; in nats times NDCG.
 * @throws RangeError if the shapes differ, there is no last axis or `topK` is out of range.
 * @formula \sum_{y_i > y_j} |G_i - G_j|\,|D_i - D_j| \log\left(1 + e^{-(z_i - z_j)}\right)
 * @domain Relevances of at least 0; scores are any real numbers.
 * @useWhen Rankings are judged by NDCG, and a robust loss is wanted for it.
 * @avoidWhen All pairs in the wrong order are equally bad: that is pairwiseLogistic.
 * @example
 * ```ts
 * lambdaRank(tf.tensor2d([[1, 0]]), tf.tensor2d([[0.6, 0.8]])).dataSync(); // [0.2946]
 * ```
 * @see C. Burges, R. Ragno and Q. Le, Learning to rank with nonsmooth cost functions, 2006,
 *   doi:10.7551/mitpress/7503.003.0029
 */
export const lambdaRank = defineLoss(
  {
    name: 'lambdaRank',
    aliases: ['lambdaMart'],
    family: 'ranking',
    target: 'relevances',
    prediction: 'logits',
    layout: lists,
    options: {
      ...listOptions,
      topK: {
        kind: 'optional number',
        atLeast: 1,
        integer: true,
      },
    },
    twiceDifferentiable: true,
  },
  ({ topK = Number.POSITIVE_INFINITY }, relevances: tf.Tensor, given: tf.Tensor) =>
    eachList(relevances, given, (yTrue, logits) => {
      const { isItem, scores } = itemsOf(logits);
      const discounts = (ranks: tf.Tensor) =>
        tf.mul(discountOf(ranks), tf.cast(tf.lessEqual(ranks, topK), 'float32'));
      const change = stopGradient([yTrue, logits], () => {
        const byGain = itemDifferences(normalizedGains(yTrue, discounts));
        return tf.abs(tf.mul(byGain, itemDifferences(discounts(ranksOf(logits)))));
      });
      const costs = tf.softplus(tf.neg(itemDifferences(scores)));
      return tf.sum(tf.mul(tf.mul(orderedPairs(yTrue, isItem), change), costs), [-2, -1]);
    }),
);
