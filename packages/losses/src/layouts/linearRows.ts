import { ArgumentRangeError, ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { checkClassRow, checkNumeric, describeShape } from '../contract/checks.ts';
import type { Layout } from '../contract/Layout.ts';
import { toFloat } from '../ops/toFloat.ts';
import { checkClassLabels, maskLabels } from './classLabels.ts';

/** The weight of each row's class; for distributions the expected one. */
function rowWeights(labels: tf.Tensor, areIds: boolean, classWeights: tf.Tensor): tf.Tensor {
  if (!areIds) return tf.sum(tf.mul(labels, classWeights), -1);
  return stopGradient([classWeights], () => {
    // Clipped, because gather refuses a class id that does not exist; as floats, because wasm clips no
    // integers.
    const existing = tf.clipByValue(toFloat(labels), 0, classWeights.size - 1);
    return tf.gather(classWeights, tf.cast(existing, 'int32'));
  });
}

/** The inputs beside the labels: rows, and the matrix of columns, one a class. */
interface LinearInputs {
  readonly rows: { readonly name: string; readonly axis: string; readonly meaning: string };
  readonly columns: { readonly name: string; readonly meaning: string };
}

/**
 * Rows of numbers and a matrix with a column for each class, a loss per row. Labels are as in {@link
 * classRows}; they reach the formula as class ids or as distributions, because a one-hot row for each would
 * take the memory that is to be saved.
 */
function rowsAndColumns({ rows: { name: rowsName, axis, meaning }, columns }: LinearInputs): Layout {
  return {
    inputs: [
      {
        name: 'labels',
        shape: '[…] or […, classes]',
        meaning: 'class ids, or distributions over the classes',
        dtype: 'either',
        perElement: 'row',
      },
      { name: rowsName, shape: `[…, ${axis}]`, meaning, dtype: 'float32', perElement: 'row' },
      { ...columns, shape: `[${axis}, classes]`, dtype: 'float32', perElement: 'shared' },
    ],
    unreduced: '[…]',

    check(where, [labels, rows, matrix]) {
      if (!labels || !rows || !matrix)
        throw new ArgumentTypeError(`${where}: expected labels, ${rowsName} and ${columns.name}.`);
      checkNumeric(where, rowsName, rows);
      checkNumeric(where, columns.name, matrix);
      const [width, classes] = matrix.shape;
      if (matrix.rank !== 2 || !width || !classes) {
        throw new ArgumentRangeError(
          `${where}: expected ${columns.name} of shape [${axis},classes] with at least one of each, ` +
            `got ${describeShape(matrix.shape)}.`,
        );
      }
      if (rows.shape.at(-1) !== width) {
        throw new ArgumentRangeError(
          `${where}: expected ${rowsName} of shape [...,${width}] for a ${columns.name} ${describeShape(matrix.shape)}, ` +
            `got ${describeShape(rows.shape)}.`,
        );
      }
      const shape = rows.shape.slice(0, -1);
      checkClassLabels(where, labels, shape, classes);
      return shape;
    },

    checkOptions(where, [, , matrix], { classWeights, bias }) {
      const classes = matrix?.shape.at(-1) ?? 0;
      checkClassRow(where, 'classWeights', classWeights, classes);
      checkClassRow(where, 'bias', bias, classes);
    },

    prepare(where, [labels, rows, matrix], options, given, shape) {
      if (!labels || !rows || !matrix)
        throw new ArgumentTypeError(`${where}: expected labels, ${rowsName} and ${columns.name}.`);
      const classes = matrix.shape.at(-1) ?? 0;
      const { classWeights, ignoreIndex } = options;
      const masked = maskLabels(labels, shape.length, classes, Number(ignoreIndex), given);
      const { validMask, invalid } = masked;
      const numbers = toFloat(rows);
      return {
        inputs: [
          masked.labels,
          validMask ? tf.where(tf.expandDims(validMask, -1), numbers, tf.zerosLike(numbers)) : numbers,
          toFloat(matrix),
        ],
        shape,
        validMask,
        innerWeights:
          classWeights instanceof tf.Tensor
            ? rowWeights(masked.labels, masked.areIds, classWeights)
            : undefined,
        invalid,
      };
    },
  };
}

/** Rows of features and the matrix that makes class scores of them. */
export const linearRows = rowsAndColumns({
  rows: { name: 'features', axis: 'features', meaning: 'what the last layer gets' },
  columns: { name: 'kernel', meaning: 'weights of the last layer' },
});

/** Rows of embeddings and a point for each class, which is trained with the model. */
export const embeddingsAndCentres = rowsAndColumns({
  rows: { name: 'embeddings', axis: 'components', meaning: 'embeddings' },
  columns: { name: 'centres', meaning: 'a point for each class, trained with the model' },
});
