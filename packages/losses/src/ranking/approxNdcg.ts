import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { listOptions, lists } from '../layouts/lists.ts';
import { discountOf } from '../ops/lists/discountOf.ts';
import { eachList } from '../ops/lists/eachList.ts';
import { itemDifferences } from '../ops/lists/itemDifferences.ts';
import { itemsOf } from '../ops/lists/itemsOf.ts';
import { normalizedGains } from '../ops/lists/normalizedGains.ts';

/**
 * ApproxNDCG: minus the normalised discounted cumulative gain of a list, with ranks that are smooth in the
 * scores.
 *
 *     -Σ_i (2^y_i - 1) / log2(1 + r_i) / best,  r_i = 1/2 + Σ_j σ((logits_j - logits_i) / temperature)
 *
 * over the items of a list; best is the sum in the order of the relevances. A list without any relevance has
 * loss 0 and gradient 0. Items with equal scores share the ranks that they take up, so that in a list where all
 * are equally relevant the loss still depends on the scores. The gradient takes the relevances as constants.
 *
 * @param yTrue - Relevances of the items, at least 0; shape […, items].
 * @param logits - Scores of the items, the shape of `yTrue`.
 * @param options.where - Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists
 *   of different lengths. A list without items is masked out. Default: all.
 * @param options.temperature - What differences of scores are divided by, above 0: the smaller, the nearer to
 *   the true ranks, and the fewer pairs have a slope. Default 0.1.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; from about −1 to 0.
 * @throws RangeError if the shapes differ, there is no last axis or `temperature` is out of range.
 * @formula -\frac{1}{\mathrm{maxDCG}} \sum_i \frac{2^{y_i} - 1}{\log_2(1 + r_i)}, \quad r_i = \tfrac{1}{2} + \sum_j \sigma\left(\frac{z_j - z_i}{T}\right)
 * @domain Relevances of at least 0; scores are any real numbers.
 * @useWhen Rankings are judged by NDCG, and the loss is to be that measure itself.
 * @avoidWhen Training starts from scratch with scores far apart: most pairs then have no slope; begin with rankingSoftmax.
 * @example
 * ```ts
 * approxNdcg(tf.tensor2d([[1, 0]]), tf.tensor2d([[0.6, 0.8]])).dataSync(); // [-0.6551]
 * ```
 * @see T. Qin, T. Liu and H. Li, A general approximation framework for direct optimization of information
 *   retrieval measures, 2010, doi:10.1007/s10791-009-9124-x
 */
export const approxNdcg = defineLoss(
  {
    name: 'approxNdcg',
    family: 'ranking',
    target: 'relevances',
    prediction: 'logits',
    layout: lists,
    options: {
      ...listOptions,
      temperature: {
        kind: 'number',
        default: 0.1,
        above: 0,
      },
    },
  },
  ({ temperature }, relevances: tf.Tensor, given: tf.Tensor) =>
    eachList(relevances, given, (yTrue, logits) => {
      const { isItem, scores } = itemsOf(logits);
      const isAbove = tf.sigmoid(tf.div(tf.neg(itemDifferences(scores)), temperature));
      const ranks = tf.add(0.5, tf.sum(tf.mul(tf.expandDims(isItem, -2), isAbove), -1));
      return tf.neg(tf.sum(tf.mul(normalizedGains(yTrue, discountOf), discountOf(ranks)), -1));
    }),
);
