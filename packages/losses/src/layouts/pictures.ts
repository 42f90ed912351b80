import { ArgumentRangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { checkNumeric, checkSameShape, describeShape } from '../contract/checks.ts';
import type { Layout } from '../contract/Layout.ts';
import { replaceWhere } from '../ops/replaceWhere.ts';
import { toFloat } from '../ops/toFloat.ts';

const PICTURE_AXES = 3;

/**
 * Pictures of one shape […, height, width, channels], a loss per picture.
 *
 * The formula receives them as [pictures, height, width, channels], and 0 everywhere in those that are masked out; it
 * returns [pictures].
 */
export function pictures(inputs: readonly (readonly [name: string, meaning: string])[]): Layout {
  const names = inputs.map(([name]) => name);
  return {
    inputs: inputs.map(([name, meaning]) => ({
      name,
      meaning,
      shape: '[…, height, width, channels]',
      dtype: 'float32',
      perElement: 'picture',
    })),
    unreduced: '[…]',

    check(where, tensors) {
      tensors.forEach((tensor, index) => {
        checkNumeric(where, names[index] ?? '', tensor);
      });
      const shape = checkSameShape(where, names, tensors);
      if (shape.length < PICTURE_AXES || shape.slice(-PICTURE_AXES).includes(0)) {
        throw new ArgumentRangeError(
          `${where}: expected ${names[0]} of shape [...,height,width,channels] with at least one pixel, ` +
            `got ${describeShape(shape)}.`,
        );
      }
      return shape.slice(0, -PICTURE_AXES);
    },

    prepare(_where, tensors, _options, validMask, shape) {
      const isMasked = validMask && tf.reshape(tf.logicalNot(validMask), [-1, 1, 1, 1]);
      return {
        inputs: tensors.map((tensor) => {
          const [height = 1, width = 1, channels = 1] = tensor.shape.slice(-PICTURE_AXES);
          const given: tf.Tensor = tf.reshape(toFloat(tensor), [-1, height, width, channels]);
          return isMasked ? replaceWhere(isMasked, given, 0) : given;
        }),
        shape,
        validMask,
        innerWeights: undefined,
        invalid: undefined,
      };
    },
  };
}
