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
 * LambdaLoss for NDCG (NDCG-Loss2): the pairwise logistic loss, with each pair weighed by its gains and by how
 * many ranks are between its two items.
 *
 *     Σ_{y_i > y_j} |G_i - G_j| · (D(d) - D(d + 1)) · log(1 + exp(-(logits_i - logits_j))),  d = |rank_i - rank_j|
 *
 * over the pairs of a list, with G the gains 2^y − 1 divided by the best sum of gains times discounts, and D(r)
 * the discount 1 / log2(1 + r) of a rank. Unlike lambdaRank it bounds a measure that goes down with NDCG. Of
 * equal scores the first item has the better rank. The gradient takes gains and ranks as constants. Items of
 * equal relevance make no pair, and a list without a pair has loss 0. TF-Ranking's NDCGLambdaWeight is this times
 * the length of its padded lists, which is left out so that padding changes nothing.
 *
 * @param yTrue - Relevances of the items, at least 0; shape […, items].
 * @param logits - Scores of the items, the shape of `yTrue`.
 * @param options.where - Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists
 *   of different lengths. A list without items is masked out. Default: all.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; in nats times NDCG.
 * @throws RangeError if the shapes differ or there is no last axis.
 * @formula \sum_{y_i > y_j} |G_i - G_j| \left(D_{|r_i - r_j|} - D_{|r_i - r_j| + 1}\right) \log\left(1 + e^{-(z_i - z_j)}\right)
 * @domain Relevances of at least 0; scores are any real numbers.
 * @useWhen Rankings are judged by NDCG, and the loss is to be a bound of it.
 * @avoidWhen Only the first few ranks count: lambdaRank has topK.
 * @example
 * ```ts
 * lambdaLoss(tf.tensor2d([[1, 0]]), tf.tensor2d([[0.6, 0.8]])).dataSync(); // [0.2946]
 * ```
 * @see X. Wang et al., The LambdaLoss framework for ranking metric optimization, 2018,
 *   doi:10.1145/3269206.3271784
 */
export const lambdaLoss = defineLoss(
  {
    name: 'lambdaLoss',
    aliases: ['ndcgLoss2'],
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
      const weights = stopGradient([yTrue, logits], () => {
        const byGain = itemDifferences(normalizedGains(yTrue, discountOf));
        // An item makes no pair with itself.
        const distance = tf.maximum(tf.abs(itemDifferences(ranksOf(logits))), 1);
        return tf.mul(byGain, tf.sub(discountOf(distance), discountOf(tf.add(distance, 1))));
      });
      const costs = tf.softplus(tf.neg(itemDifferences(scores)));
      return tf.sum(tf.mul(tf.mul(orderedPairs(yTrue, isItem), weights), costs), [-2, -1]);
    }),
);
