import { ArgumentRangeError, ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { describeShape } from '../contract/checks.ts';
import type { Layout } from '../contract/Layout.ts';
import { classRows } from './classRows.ts';
import { inPlanes } from './pictures.ts';

const pixels = classRows('probabilities', 'probabilities of the classes', 0);

/**
 * Pictures with a class per pixel, a loss per picture: labels are class ids […, height, width] or distributions […, height,
 * width, classes]. Where pixels lie counts, so that mask and weights are of whole pictures; a pixel of `ignoreIndex`
 * is in no class, and its probabilities count as 0.
 *
 * The formula receives targets and probabilities as planes: [rows, classes, height, width].
 */
export const masks: Layout = {
  inputs: [
    {
      name: 'labels',
      shape: '[…, height, width] or […, height, width, classes]',
      meaning: 'class ids, or distributions over the classes',
      dtype: 'either',
      perElement: 'picture',
    },
    {
      name: 'probabilities',
      shape: '[…, height, width, classes]',
      meaning: 'probabilities of the classes',
      dtype: 'float32',
      perElement: 'picture',
    },
  ],
  unreduced: '[…]',

  check(where, tensors) {
    const shape = pixels.check(where, tensors);
    if (shape.length < 2 || shape.slice(-2).includes(0)) {
      throw new ArgumentRangeError(
        `${where}: expected probabilities of shape [...,height,width,classes] with at least one pixel, ` +
          `got ${describeShape(tensors[1]?.shape ?? [])}.`,
      );
    }
    return shape.slice(0, -2);
  },

  checkOptions: (...given) => pixels.checkOptions?.(...given),

  prepare(where, inputs, options, given, shape) {
    const ofPixels = inputs[1]?.shape.slice(0, -1) ?? [];
    const mask = given && tf.reshape(given, [...given.shape, 1, 1]);
    const ofClasses = { ...options, classWeights: undefined };
    const clean = pixels.prepare(where, inputs, ofClasses, mask, ofPixels, undefined);
    const [targets, probabilities] = clean.inputs;
    if (!targets || !probabilities) throw new ArgumentTypeError(`${where}: expected two inputs.`);
    const { invalid } = clean;
    return {
      inputs: [inPlanes(targets), inPlanes(probabilities)],
      shape,
      validMask: given,
      innerWeights: undefined,
      invalid: invalid && stopGradient([invalid], () => tf.any(invalid, [-2, -1])),
    };
  },
};
