import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { listOptions, lists } from '../layouts/lists.ts';
import { logSoftmax } from '../ops/logSoftmax.ts';
import { zeroSafeMultiply } from '../ops/zeroSafeMultiply.ts';

/**
 * Ranking softmax loss: the relevant items of a list are to have the highest scores.
 *
 *     -Σ_i y_i log softmax(logits)_i
 *
 * over the items of a list, for relevances that need not sum to 1: a list with more relevance counts more. To
 * weigh single items multiply their relevances. For ListNet take `tf.softmax` of the relevances first.
 *
 * @param yTrue - Relevances of the items, at least 0; shape […, items].
 * @param logits - Scores of the items, the shape of `yTrue`.
 * @param options.where - Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists
 *   of different lengths. A list without items is masked out. Default: all.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; in nats times relevance.
 * @throws RangeError if the shapes differ or there is no last axis.
 * @formula -\sum_i y_i \log \frac{e^{z_i}}{\sum_j e^{z_j}}
 * @domain Relevances of at least 0; scores are any real numbers.
 * @useWhen Lists whose items have relevances, and the top of the list matters.
 * @avoidWhen Items are judged one by one, or only pairs are known (marginRanking).
 * @example
 * ```ts
 * rankingSoftmax(tf.tensor2d([[0, 2, 1]]), tf.tensor2d([[1, 3, 2]])).dataSync(); // [2.2228]
 * ```
 * @see Z. Cao et al., Learning to Rank: From Pairwise Approach to Listwise Approach, 2007,
 *   doi:10.1145/1273496.1273513
 */
export const rankingSoftmax = defineLoss(
  {
    name: 'rankingSoftmax',
    aliases: ['listwiseSoftmax', 'tfr.softmax', 'tfr.keras.softmax'],
    family: 'ranking',
    target: 'relevances',
    prediction: 'logits',
    layout: lists,
    options: listOptions,
    twiceDifferentiable: true,
  },
  (_options, yTrue: tf.Tensor, logits: tf.Tensor) =>
    tf.neg(tf.sum(zeroSafeMultiply(yTrue, logSoftmax(logits)), -1)),
);
