import * as tf from '@tensorflow/tfjs-core';

import { type GradientFix, hasShapes, only, saved } from './GradientFix.ts';

function dilationsOf(value: unknown): [number, number] {
  if (typeof value === 'number') return [value, value];
  if (!Array.isArray(value)) return [1, 1];
  const [height, width = height] = value;
  if (typeof height === 'number' && typeof width === 'number') return [height, width];
  throw new TypeError('convolution: expected dilations to be numbers, got others.');
}

/** Puts zeros between the numbers along an axis: `step - 1` between every two. */
function spreadAxis(x: tf.Tensor, axis: number, step: number): tf.Tensor {
  if (step === 1) return x;
  const length = x.shape[axis] ?? 1;
  const before = x.shape.slice(0, axis).reduce((product, size) => product * size, 1);
  const after = x.shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const zeros = tf.pad(tf.reshape(x, [before * length, 1, after]), [
    [0, 0],
    [0, step - 1],
    [0, 0],
  ]);
  const spread = tf.reshape(zeros, x.shape.with(axis, length * step));
  return tf.slice(
    spread,
    x.shape.map(() => 0),
    x.shape.with(axis, (length - 1) * step + 1),
  );
}

/**
 * A dilated convolution is a plain one with zeros in the filter: tfjs's own gradient of that is the answer,
 * and the places of the zeros are left out of it.
 */
function dilatedConvolution(kernelName: string): GradientFix {
  return {
    name: kernelName,
    reason: 'a dilated convolution could not be trained',
    isRight: (own) =>
      tf.tidy(() =>
        hasShapes(
          own,
          [1, 1, 1, 1],
          { x: tf.ones([1, 3, 3, 1]), filter: tf.ones([2, 2, 1, 1]) },
          { strides: [1, 1], pad: 'valid', dataFormat: 'NHWC', dilations: [2, 2] },
        ),
      ),
    make: (own) => {
      if (!own) throw new TypeError(`${kernelName}: expected tfjs to have a gradient for it, got none.`);
      return {
        ...own,
        gradFunc: (dy, tensors, attributes) => {
          const [height, width] = dilationsOf(attributes.dilations);
          if (height === 1 && width === 1) return own.gradFunc(dy, tensors, attributes);
          const filter = saved(tensors, 1);
          const spread = spreadAxis(spreadAxis(filter, 0, height), 1, width);
          const gradients = own.gradFunc(dy, [saved(tensors, 0), spread], {
            ...attributes,
            dilations: [1, 1],
          });
          return {
            ...gradients,
            filter: () => {
              const gradient = gradients.filter?.();
              if (!gradient) throw new TypeError(`${kernelName}: expected a filter gradient, got none.`);
              return tf.stridedSlice(gradient, [0, 0, 0, 0], gradient.shape, [height, width, 1, 1]);
            },
          };
        },
      };
    },
  };
}

/** What a transposed convolution of volumes is made of. */
const conv3dTranspose: GradientFix = {
  name: 'Conv3DBackpropInputV2',
  reason: 'a transposed convolution of volumes could not be trained',
  isRight: () => true,
  make: () => ({
    kernelName: 'Conv3DBackpropInputV2',
    inputsToSave: ['dy', 'filter'],
    gradFunc: (dys, tensors, { strides = 1, pad = 'valid' }) => {
      const volumes = only(dys);
      const dy = saved(tensors, 0);
      const filter = saved(tensors, 1);
      return {
        dy: () =>
          tf.engine().runKernel<tf.Tensor>(
            'Conv3D',
            { x: volumes, filter },
            {
              strides,
              pad,
              dataFormat: 'NDHWC',
              dilations: [1, 1, 1],
            },
          ),
        filter: () =>
          tf
            .engine()
            .runKernel<tf.Tensor>(
              'Conv3DBackpropFilterV2',
              { x: volumes, dy },
              { strides, pad, filterShape: filter.shape },
            ),
      };
    },
  }),
};

export const convolutionGradients: readonly GradientFix[] = [
  dilatedConvolution('Conv2D'),
  dilatedConvolution('DepthwiseConv2dNative'),
  conv3dTranspose,
];
