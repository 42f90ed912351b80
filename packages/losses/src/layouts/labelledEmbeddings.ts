import { ArgumentRangeError, ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { checkNumeric, describeShape } from '../contract/checks.ts';
import type { Layout } from '../contract/Layout.ts';
import { toFloat } from '../ops/toFloat.ts';

/** Option of every loss over embeddings with labels. */
export const labelOptions = {
  ignoreIndex: {
    kind: 'number',
    integer: true,
    default: -100,
  },
} as const;

/** Which anchors have another row. */
export function hasPair(pairs: tf.Tensor): tf.Tensor {
  return tf.any(tf.cast(pairs, 'bool'), -1);
}

/** Which anchors have another row of their label. */
export function hasPositive(pairs: tf.Tensor): tf.Tensor {
  return tf.any(tf.greater(pairs, 0), -1);
}

/** Which anchors have another row of their label, and one of another label. */
export function hasPositiveAndNegative(pairs: tf.Tensor): tf.Tensor {
  return tf.logicalAnd(hasPositive(pairs), tf.any(tf.less(pairs, 0), -1));
}

/**
 * 1 where two different rows have one label, −1 where they have two, 0 for a row with itself and with masked
 * rows.
 */
function pairsOf(labels: tf.Tensor, validMask: tf.Tensor): tf.Tensor {
  const inRows = (x: tf.Tensor) => tf.reshape(x, [labels.size, 1]);
  const inColumns = (x: tf.Tensor) => tf.reshape(x, [1, labels.size]);
  const position = tf.range(0, labels.size);
  const valid = tf.cast(validMask, 'float32');
  const same = tf.cast(tf.equal(inRows(labels), inColumns(labels)), 'float32');
  const others = tf.cast(tf.notEqual(inRows(position), inColumns(position)), 'float32');
  const both = tf.mul(inRows(valid), inColumns(valid));
  return tf.mul(tf.sub(tf.mul(2, same), 1), tf.mul(both, others));
}

/**
 * Rows of embeddings that a label sorts into groups, a loss per row (the anchor) that looks at the other
 * rows. All rows of the call are one set, whatever their shape; a row that is masked out is so for the others
 * too.
 *
 * The formula receives, for the labels, which rows go together: `pairs` [anchors, others] is 1 for rows of
 * one label, −1 for rows of two, and 0 for a row with itself or one that is masked out. The embeddings are
 * [rows, components].
 *
 * @param hasLoss - Which anchors count, from `pairs`: those for which the loss says anything.
 */
export function labelledEmbeddings(hasLoss: (pairs: tf.Tensor) => tf.Tensor): Layout {
  return {
    inputs: [
      {
        name: 'labels',
        shape: '[…]',
        meaning: 'an integer per row; rows with the same one belong together',
        dtype: 'int32',
        perElement: 'scalar',
      },
      {
        name: 'embeddings',
        shape: '[…, components]',
        meaning: 'embeddings',
        dtype: 'float32',
        perElement: 'row',
      },
    ],
    unreduced: '[…]',

    check(where, [labels, embeddings]) {
      if (!labels || !embeddings) throw new ArgumentTypeError(`${where}: expected labels and embeddings.`);
      checkNumeric(where, 'labels', labels);
      checkNumeric(where, 'embeddings', embeddings);
      if (!embeddings.shape.at(-1)) {
        throw new ArgumentRangeError(
          `${where}: expected embeddings of shape [...,components] with at least one of components, ` +
            `got ${describeShape(embeddings.shape)}.`,
        );
      }
      const rows = embeddings.shape.slice(0, -1);
      if (describeShape(labels.shape) !== describeShape(rows)) {
        throw new ArgumentRangeError(
          `${where}: expected labels of shape ${describeShape(rows)}, got ${describeShape(labels.shape)}.`,
        );
      }
      if (labels.dtype !== 'int32') {
        throw new ArgumentTypeError(
          `${where}: expected labels of dtype int32, got ${labels.dtype}; use tf.cast(labels, 'int32').`,
        );
      }
      return rows;
    },

    prepare(where, [labels, embeddings], { ignoreIndex }, given, shape) {
      if (!labels || !embeddings) throw new ArgumentTypeError(`${where}: expected labels and embeddings.`);
      const known = tf.notEqual(labels, Number(ignoreIndex));
      const validMask = given ? stopGradient([given], () => tf.logicalAnd(known, given)) : known;
      const pairs = pairsOf(labels, validMask);
      const numbers = toFloat(embeddings);
      const harmless = tf.where(tf.expandDims(validMask, -1), numbers, tf.zerosLike(numbers));
      return {
        inputs: [pairs, tf.reshape(harmless, [labels.size, embeddings.shape.at(-1) ?? 0])],
        shape,
        validMask: tf.reshape(
          stopGradient([pairs], () => hasLoss(pairs)),
          [...shape],
        ),
        innerWeights: undefined,
        invalid: undefined,
      };
    },
  };
}
