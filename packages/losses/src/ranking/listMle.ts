import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { defineLoss } from '../contract/defineLoss.ts';
import { listOptions, lists } from '../layouts/lists.ts';
import { clip } from '../ops/clip.ts';
import { comesBefore } from '../ops/lists/comesBefore.ts';
import { eachList } from '../ops/lists/eachList.ts';
import { itemsOf } from '../ops/lists/itemsOf.ts';
import { logSumExpParts } from '../ops/logSumExpWhere.ts';

/**
 * ListMLE: how unlikely the order of the relevances is when items are drawn by their scores, one after the
 * other, without putting them back (the Plackett–Luce model).
 *
 *     Σ_i log Σ_{j = i or behind i} exp(logits_j - logits_i)
 *
 * over the items of a list, with the order that of the relevances from the highest down. Of items with equal
 * relevance the first in the list comes first, where TF-Ranking draws their order anew in each step. The
 * gradient takes the relevances as constants.
 *
 * @param yTrue - Relevances of the items, of which only the order matters; shape […, items].
 * @param logits - Scores of the items, the shape of `yTrue`.
 * @param options.where - Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists
 *   of different lengths. A list without items is masked out. Default: all.
 * @returns Scalar, or the shape without the last axis with `reduction: 'none'`; in nats.
 * @throws RangeError if the shapes differ or there is no last axis.
 * @formula -\sum_i \log \frac{e^{z_{\pi(i)}}}{\sum_{k \ge i} e^{z_{\pi(k)}}}
 * @domain All real numbers.
 * @useWhen The whole order of each list is known, as of the finishers of a race.
 * @avoidWhen Many items are equally relevant: their order counts as well; take pairwiseLogistic or rankingSoftmax.
 * @example
 * ```ts
 * listMle(tf.tensor2d([[2, 0, 1]]), tf.tensor2d([[1, 0, 2]])).dataSync(); // [1.5345]
 * ```
 * @see F. Xia et al., Listwise approach to learning to rank: theory and algorithm, 2008,
 *   doi:10.1145/1390156.1390306
 */
export const listMle = defineLoss(
  {
    name: 'listMle',
    aliases: ['plackettLuce'],
    family: 'ranking',
    target: 'relevances',
    prediction: 'logits',
    layout: lists,
    options: listOptions,
  },
  (_options, relevances: tf.Tensor, given: tf.Tensor) =>
    eachList(relevances, given, (yTrue, logits) => {
      const { isItem, scores } = itemsOf(logits);
      const behindOrSame = tf.add(comesBefore(yTrue), tf.eye(yTrue.shape.at(-1) ?? 0));
      const drawable = tf.mul(behindOrSame, tf.expandDims(isItem, -2));
      const drawn = tf.add(tf.expandDims(scores, -2), tf.zerosLike(drawable));
      const { highest, above } = logSumExpParts(drawable, drawn);
      // In this order: beside a score that is far below, two others would look alike.
      const aboveOwn = tf.add(above, tf.sub(highest, scores));
      // NaN has no place in the order, so that no draw of its list is right.
      const counted = stopGradient([yTrue, isItem], () => tf.add(isItem, tf.mul(0, clip(yTrue, -1, 1))));
      return tf.sum(tf.mul(counted, aboveOwn), -1);
    }),
);
