import * as tf from '@tensorflow/tfjs-core';
import { checkNumeric, checkSameShape } from '../contract/checks.ts';
import type { InputDeclaration, Layout } from '../contract/Layout.ts';
import { replaceWhere } from '../ops/replaceWhere.ts';
import { toFloat } from '../ops/toFloat.ts';

/**
 * Inputs of one shape, a loss per element.
 *
 * @param neutral - A number at which the formula is finite when every input has it; it stands in where the
 *   mask is false, so that a NaN there cannot reach the gradient.
 */
export function elementwise(
  inputs: readonly (readonly [name: string, meaning: string])[],
  neutral: number,
): Layout {
  const declarations: InputDeclaration[] = inputs.map(([name, meaning]) => ({
    name,
    meaning,
    shape: '[…]',
    dtype: 'float32',
    perElement: 'scalar',
  }));
  return {
    inputs: declarations,
    unreduced: '[…]',
    check(where, tensors) {
      tensors.forEach((tensor, index) => {
        checkNumeric(where, declarations[index]?.name ?? '', tensor);
      });
      return checkSameShape(
        where,
        declarations.map(({ name }) => name),
        tensors,
      );
    },
    prepare(_where, tensors, _options, validMask, shape) {
      const numbers = tensors.map((tensor) => toFloat(tensor));
      const isMasked = validMask && tf.logicalNot(validMask);
      return {
        inputs: isMasked ? numbers.map((x) => replaceWhere(isMasked, x, neutral)) : numbers,
        shape,
        validMask,
        innerWeights: undefined,
        invalid: undefined,
      };
    },
  };
}
