import { checkOptions } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { withoutTape } from '../autodiff/withoutTape.ts';
import {
  type GivenOptions,
  type OptionDeclarations,
  resolveOptions,
} from '../contract/optionDeclarations.ts';
import { minerOptions, relateRows } from './mineTriplets.ts';
import type { Pairs } from './Pairs.ts';

const options = {
  ...minerOptions,
  positiveMargin: { kind: 'number', default: 0.2 },
  negativeMargin: { kind: 'number', default: 0.8 },
} as const satisfies OptionDeclarations;

/** What {@link marginPairs} goes by. */
export type MarginPairsOptions = GivenOptions<typeof options>;

const WHERE = 'marginPairs';

/**
 * The pairs of a batch that are not yet as they should be: two rows of one label further apart than one margin, and
 * two rows of two labels nearer than another. rows² pairs, row by row, each pair in both orders; the mask is true
 * for those that are chosen.
 *
 * No value is read and nothing is drawn, so that it may be a part of a training step. The gradient of a loss of the
 * pairs goes through the gathered rows, not through the choice.
 *
 * @param labels - An integer per row, int32 [rows].
 * @param embeddings - [rows, components].
 * @param options.positiveMargin - Distance beyond which rows of one label are chosen. Default 0.2.
 * @param options.negativeMargin - Distance below which rows of two labels are chosen. Default 0.8.
 * @param options.distance - `'euclidean'`, `'squaredEuclidean'`, `'manhattan'`, `'cosine'`, or a function of two
 *   tensors [rows, 1, components] and [1, rows, components] that returns [rows, rows]. Default `'euclidean'`.
 * @param options.ignoreIndex - Label of rows to ignore. Default −100.
 * @throws RangeError if the shapes don't fit or an option is unknown or not finite; TypeError for labels that are
 *   not int32.
 * @example
 * ```ts
 * import { hingeEmbedding } from '@losskit/losses';
 * import { marginPairs } from '@losskit/losses/miners';
 *
 * const embeddings = tf.tensor2d([[0], [3], [0.5]]);
 * const { signs, first, second, mask } = marginPairs(tf.tensor1d([5, 5, 9], 'int32'), embeddings);
 * const rowsAt = (places: tf.Tensor1D) => tf.gather(embeddings, places);
 * const distances = tf.norm(tf.sub(rowsAt(first), rowsAt(second)), 2, -1);
 * // The two rows of label 5 are 3 apart, the rows at 0 and 0.5 half of the margin of 1.
 * hingeEmbedding(signs, distances, { mask }).dataSync(); // [1.75]
 * ```
 */
export function marginPairs(labels: tf.Tensor, embeddings: tf.Tensor, given: MarginPairsOptions = {}): Pairs {
  checkOptions(WHERE, given, Object.keys(options));
  const { positiveMargin, negativeMargin, ...others } = resolveOptions(WHERE, options, { ...given });
  return withoutTape(() =>
    tf.tidy(() => {
      const { isPositive, isNegative, distances } = relateRows(WHERE, labels, embeddings, others);
      const { size } = labels;
      const rows = tf.range(0, size, 1, 'int32');
      const inOne = (x: tf.Tensor) => tf.reshape<tf.Rank.R1>(x, [-1]);
      const along = (shape: [number, number]) => inOne(tf.broadcastTo(tf.reshape(rows, shape), [size, size]));
      const apart = distances();
      const isChosen = tf.logicalOr(
        tf.logicalAnd(tf.cast(isPositive, 'bool'), tf.greater(apart, positiveMargin)),
        tf.logicalAnd(tf.cast(isNegative, 'bool'), tf.less(apart, negativeMargin)),
      );
      return {
        signs: inOne(tf.sub(tf.mul(2, isPositive), 1)),
        first: along([size, 1]),
        second: along([1, size]),
        mask: inOne(isChosen),
      };
    }),
  );
}
