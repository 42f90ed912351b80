import { ArgumentRangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { checkNumeric, checkSameShape, describeShape } from '../contract/checks.ts';
import type { InputDeclaration, Layout } from '../contract/Layout.ts';
import { replaceWhere } from '../ops/replaceWhere.ts';
import { toFloat } from '../ops/toFloat.ts';

type Options = Readonly<Record<string, unknown>>;

/** How large pictures must be, and in words for what. */
export interface SmallestPicture {
  readonly side: number;
  readonly purpose: string;
}

/** [rows, height, width, channels] as [rows, channels, height, width], where each plane lies in one piece. */
export function inPlanes(pictures: tf.Tensor): tf.Tensor {
  const [height = 1, width = 1, channels = 1] = pictures.shape.slice(-3);
  const rows = pictures.size / (height * width * channels);
  return tf.transpose(tf.reshape(pictures, [rows, height, width, channels]), [0, 3, 1, 2]);
}

/**
 * Pictures of one shape […, height, width, channels], a loss per picture.
 *
 * The formula receives them as planes: [rows, channels, height, width].
 */
export function pictures(
  inputs: readonly (readonly [name: string, meaning: string])[],
  smallest?: (options: Options) => SmallestPicture,
): Layout {
  const declarations: InputDeclaration[] = inputs.map(([name, meaning]) => ({
    name,
    meaning,
    shape: '[…, height, width, channels]',
    dtype: 'float32',
    perElement: 'picture',
  }));
  const names = declarations.map(({ name }) => name);
  return {
    inputs: declarations,
    unreduced: '[…]',

    check(where, tensors) {
      tensors.forEach((tensor, index) => {
        checkNumeric(where, names[index] ?? '', tensor);
      });
      const shape = checkSameShape(where, names, tensors);
      if (shape.length < 3 || shape.slice(-3).includes(0)) {
        throw new ArgumentRangeError(
          `${where}: expected ${names[0]} of shape [...,height,width,channels] with at least one pixel, ` +
            `got ${describeShape(shape)}.`,
        );
      }
      return shape.slice(0, -3);
    },

    checkOptions(where, [picture], options) {
      const [height = 0, width = 0] = picture?.shape.slice(-3) ?? [];
      const { side, purpose } = smallest?.(options) ?? { side: 1, purpose: 'a pixel' };
      if (Math.min(height, width) >= side) return;
      throw new ArgumentRangeError(
        `${where}: expected pictures of at least ${side} by ${side} pixels for ${purpose}, got ${height} by ${width}.`,
      );
    },

    prepare(_where, tensors, _options, validMask, shape) {
      const isMasked = validMask && tf.reshape(tf.logicalNot(validMask), [...validMask.shape, 1, 1, 1]);
      return {
        inputs: tensors.map((tensor) => {
          const numbers = toFloat(tensor);
          return inPlanes(isMasked ? replaceWhere(isMasked, numbers, 0) : numbers);
        }),
        shape,
        validMask,
        innerWeights: undefined,
        invalid: undefined,
      };
    },
  };
}
