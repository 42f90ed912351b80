import * as tf from '@tensorflow/tfjs-core';
import { checkNumeric, checkSameShape } from '../contract/checks.ts';
import type { InputDeclaration, Layout } from '../contract/Layout.ts';
import { replaceWhere } from '../ops/replaceWhere.ts';
import { toFloat } from '../ops/toFloat.ts';

/**
 * Inputs of one shape, a loss per element.
 *
 * @param neutral - A number at which the formula is finite when every input has it; it stands in where the mask is
 *   false, so that a NaN there cannot reach the gradient.
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
    perElement: 'number',
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
    prepare(_where, tensors, _options, presence, shape) {
      const numbers = tensors.map((tensor) => toFloat(tensor));
      const isAbsent = presence && tf.logicalNot(presence);
      return {
        inputs: isAbsent ? numbers.map((x) => replaceWhere(isAbsent, x, neutral)) : numbers,
        shape,
        presence,
        innerWeights: undefined,
        invalid: undefined,
      };
    },
  };
}
