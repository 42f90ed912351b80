import * as tf from '@tensorflow/tfjs-core';

import { type GradientFix, hasShapes, only, saved } from './GradientFix.ts';

/** The gradient of the resized images by tfjs's own rule. */
function imagesOf(
  own: tf.GradConfig | undefined,
  dy: tf.Tensor,
  images: tf.Tensor,
  attributes: tf.NamedAttrMap,
): tf.Tensor {
  const gradient = own?.gradFunc(dy, [images], attributes).images?.();
  if (!gradient) throw new TypeError('resize: expected tfjs to have a gradient of images, got none.');
  return gradient;
}

/** Of images that are not square, tfjs's kernel for cpu gives the right numbers in the wrong shape. */
const resizeBilinear: GradientFix = {
  name: 'ResizeBilinear',
  reason: 'the gradient of images that are not square had the wrong shape and threw',
  isRight: (own) =>
    tf.tidy(() =>
      hasShapes(
        own,
        [1, 2, 2, 1],
        { images: tf.ones([1, 1, 2, 1]) },
        { alignCorners: false, halfPixelCenters: false, size: [2, 2] },
      ),
    ),
  make: (own) => ({
    kernelName: 'ResizeBilinear',
    inputsToSave: ['images'],
    gradFunc: (dys, tensors, attributes) => {
      const images = saved(tensors, 0);
      return { images: () => tf.reshape(imagesOf(own, only(dys), images, attributes), images.shape) };
    },
  }),
};

/**
 * tfjs's kernel for cpu reads every image's gradient at the place of the small image, so it is right for one
 * alone.
 */
const resizeNearestNeighbor: GradientFix = {
  name: 'ResizeNearestNeighbor',
  reason: 'the gradient of every image of a batch but the first was wrong on cpu',
  isRight: (own) =>
    tf.tidy(() => {
      const attributes = { alignCorners: false, halfPixelCenters: false, size: [1, 2] };
      const gradient = imagesOf(
        own,
        tf.tensor4d([1, 2, 3, 4], [2, 1, 2, 1]),
        tf.ones([2, 1, 1, 1]),
        attributes,
      );
      return tf.util.arraysEqual(gradient.dataSync(), [3, 7]);
    }),
  make: (own) => ({
    kernelName: 'ResizeNearestNeighbor',
    inputsToSave: ['images'],
    gradFunc: (dys, tensors, attributes) => {
      const images = saved(tensors, 0);
      const count = images.shape[0] ?? 0;
      return {
        images: () => {
          const gradients = tf.split(only(dys), count);
          const parts = tf.split(images, count);
          return tf.concat(
            gradients.map((gradient, index) => imagesOf(own, gradient, saved(parts, index), attributes)),
          );
        },
      };
    },
  }),
};

export const resizeGradients: readonly GradientFix[] = [resizeBilinear, resizeNearestNeighbor];
