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

/** The inputs beside the labels: rows, and columns of their length, one a class or several. */
interface LinearInputs {
  readonly rows: { readonly name: string; readonly axis: string; readonly meaning: string };
  readonly columns: {
    readonly name: string;
    /** What the axes after the first one count: the classes, and what each of them has several of. */
    readonly axes: readonly ['classes', ...string[]];
    readonly meaning: string;
  };
}

/**
 * Rows of numbers and a matrix with a column for each class, or several, a loss per row. Labels are as in {@link
 * classRows}; they reach the formula as class ids or as distributions, because a one-hot row for each would
 * take the memory that is to be saved.
 */
function rowsAndColumns({ rows: { name: rowsName, axis, meaning }, columns }: LinearInputs): Layout {
  const columnAxes = [axis, ...columns.axes];
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
      {
        name: columns.name,
        shape: `[${columnAxes.join(', ')}]`,
        meaning: columns.meaning,
        dtype: 'float32',
        perElement: 'shared',
      },
    ],
    unreduced: '[…]',

    check(where, [labels, rows, matrix]) {
      if (!labels || !rows || !matrix)
        throw new ArgumentTypeError(`${where}: expected labels, ${rowsName} and ${columns.name}.`);
      checkNumeric(where, rowsName, rows);
      checkNumeric(where, columns.name, matrix);
      const [width, classes] = matrix.shape;
      if (matrix.rank !== columnAxes.length || !width || !classes || matrix.shape.includes(0)) {
        throw new ArgumentRangeError(
          `${where}: expected ${columns.name} of shape ${describeShape(columnAxes)} with at least one of each, ` +
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
      const classes = matrix?.shape[1] ?? 0;
      checkClassRow(where, 'classWeights', classWeights, classes);
      checkClassRow(where, 'bias', bias, classes);
    },

    prepare(where, [labels, rows, matrix], options, given, shape) {
      if (!labels || !rows || !matrix)
        throw new ArgumentTypeError(`${where}: expected labels, ${rowsName} and ${columns.name}.`);
      const classes = matrix.shape[1] ?? 0;
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
  columns: { name: 'kernel', axes: ['classes'], meaning: 'weights of the last layer' },
});

const embeddings = { name: 'embeddings', axis: 'components', meaning: 'embeddings' };

/** Rows of embeddings and a point for each class, which is trained with the model. */
export const embeddingsAndCentres = rowsAndColumns({
  rows: embeddings,
  columns: {
    name: 'centres',
    axes: ['classes'],
    meaning: 'a point for each class, trained with the model',
  },
});

/** Rows of embeddings and several points for each class, which are trained with the model. */
export const embeddingsAndSubcentres = rowsAndColumns({
  rows: embeddings,
  columns: {
    name: 'centres',
    axes: ['classes', 'subcentres'],
    meaning: 'several points for each class, trained with the model',
  },
});

/** Rows of embeddings and a proxy for each class, which is trained with the model. */
export const embeddingsAndProxies = rowsAndColumns({
  rows: embeddings,
  columns: {
    name: 'proxies',
    axes: ['classes'],
    meaning: 'a point for each class that stands for its rows, trained with the model',
  },
});
