import { ArgumentRangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { checkNumeric, checkSameShape, describeShape } from '../contract/checks.ts';
import type { InputDeclaration, Layout } from '../contract/Layout.ts';
import { replaceWhere } from '../ops/replaceWhere.ts';
import { toFloat } from '../ops/toFloat.ts';

/** One input: a row of the last axis per loss, or one number. */
export interface RowInput {
  readonly name: string;
  readonly meaning: string;
  readonly perElement: InputDeclaration['perElement'];
  /** Stands in where the mask is false; the formula is finite when every input has its own everywhere. */
  readonly neutral: number;
}

/**
 * Rows of numbers that belong together, a loss per row: inputs of one shape `[…, axis]`, and inputs of the
 * shape without the last axis.
 *
 * @param axis - What the last axis counts, in the plural: `components`.
 */
export function rows(axis: string, inputs: readonly RowInput[]): Layout {
  const declarations: InputDeclaration[] = inputs.map(({ name, meaning, perElement }) => ({
    name,
    meaning,
    perElement,
    shape: perElement === 'row' ? `[…, ${axis}]` : '[…]',
    dtype: 'float32',
  }));
  const isRow = (index: number) => inputs[index]?.perElement === 'row';
  const rowNames = inputs.filter((_, index) => isRow(index)).map(({ name }) => name);
  return {
    inputs: declarations,
    unreduced: '[…]',

    check(where, tensors) {
      tensors.forEach((tensor, index) => {
        checkNumeric(where, inputs[index]?.name ?? '', tensor);
      });
      const shape = checkSameShape(
        where,
        rowNames,
        tensors.filter((_, index) => isRow(index)),
      );
      if (!shape.at(-1)) {
        throw new ArgumentRangeError(
          `${where}: expected ${rowNames[0]} of shape [...,${axis}] with at least one of ${axis}, ` +
            `got ${describeShape(shape)}.`,
        );
      }
      const unreduced = shape.slice(0, -1);
      tensors.forEach((tensor, index) => {
        if (isRow(index) || describeShape(tensor.shape) === describeShape(unreduced)) return;
        throw new ArgumentRangeError(
          `${where}: expected ${inputs[index]?.name} of shape ${describeShape(unreduced)}, ` +
            `got ${describeShape(tensor.shape)}.`,
        );
      });
      return unreduced;
    },

    prepare(_where, tensors, _options, validMask, shape) {
      const rowMask = validMask && tf.expandDims(validMask, -1);
      return {
        inputs: tensors.map((tensor, index) => {
          const numbers = toFloat(tensor);
          const mask = isRow(index) ? rowMask : validMask;
          return mask ? replaceWhere(tf.logicalNot(mask), numbers, inputs[index]?.neutral ?? 0) : numbers;
        }),
        shape,
        validMask,
        innerWeights: undefined,
        invalid: undefined,
      };
    },
  };
}
