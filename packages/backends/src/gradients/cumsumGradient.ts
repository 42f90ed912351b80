import * as tf from '@tensorflow/tfjs-core';

import { type GradientFix, hasShapes, only, saved } from './GradientFix.ts';

/** The cumulative sum from the other end. tfjs transposes it besides, unless the axis is the last. */
export const cumsumGradient: GradientFix = {
  name: 'Cumsum',
  reason: 'the gradient along any axis but the last was transposed',
  isRight: (own) =>
    tf.tidy(() =>
      hasShapes(own, [2, 1], { x: tf.ones([2, 1]) }, { axis: 0, exclusive: false, reverse: false }),
    ),
  make: () => ({
    kernelName: 'Cumsum',
    inputsToSave: ['x'],
    gradFunc: (dys, tensors, { axis, exclusive, reverse }) => {
      const [place] = tf.util.parseAxisParam(Number(axis), saved(tensors, 0).shape);
      return { x: () => tf.cumsum(only(dys), place, exclusive === true, reverse !== true) };
    },
  }),
};
