import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { compareKernel } from '../../../fixtures/compareKernel.ts';

function filled<R extends tf.Rank>(shape: tf.ShapeMap[R]): tf.Tensor<R> {
  return tf.tidy(() => {
    const places = tf.range(0, tf.util.sizeFromShape([...shape]));
    return tf.reshape<R>(tf.sin(tf.mul(places, 1.1)), shape);
  });
}

/** A function of pictures whose gradient runs, with all that comes back being different. */
function trained(compute: (pictures: tf.Tensor4D, filter: tf.Tensor4D) => tf.Tensor, filter: tf.Tensor4D) {
  return () => {
    const weigh = (x: tf.Tensor) => tf.sum(tf.mul(x, filled(x.shape)));
    tf.grads((x: tf.Tensor, w: tf.Tensor) =>
      weigh(compute(tf.reshape(x, [2, 7, 6, 4]), tf.reshape(w, filter.shape))),
    )([filled([2, 7, 6, 4]), filter]);
  };
}

const convolution = trained((x, w) => tf.conv2d(x, w, 2, 'same'), filled([3, 2, 4, 5]));
const inLine = trained(
  (x, w) => tf.conv1d(tf.reshape<tf.Rank.R3>(x, [2, 42, 4]), tf.reshape(w, [3, 4, 5]), 1, 'same'),
  filled([1, 3, 4, 5]),
);
const transposed = trained(
  (x, w) => tf.conv2dTranspose(x, w, [2, 14, 12, 5], 2, 'same'),
  filled([3, 3, 5, 4]),
);
const depthwise = trained((x, w) => tf.depthwiseConv2d(x, w, 1, 'same'), filled([3, 3, 4, 1]));
const separable = trained(
  (x, w) => tf.separableConv2d(x, w, filled([1, 1, 4, 6]), [1, 1], 'valid'),
  filled([3, 3, 4, 1]),
);
const greatest = trained((x, w) => tf.add(tf.maxPool(x, 3, 2, 'same'), tf.sum(w)), filled([1, 1, 1, 1]));
const mean = trained(
  (x, w) => tf.add(tf.avgPool(x, [2, 3], [2, 1], 'valid'), tf.sum(w)),
  filled([1, 1, 1, 1]),
);

test.each([
  ['Conv2D', convolution],
  ['Conv2DBackpropFilter', convolution],
  ['Conv2DBackpropInput', convolution],
  ['Conv2D', inLine],
  ['Conv2DBackpropFilter', inLine],
  ['Conv2DBackpropInput', inLine],
  ['Conv2DBackpropInput', transposed],
  ['Conv2D', transposed],
  ['Conv2DBackpropFilter', transposed],
  ['DepthwiseConv2dNative', depthwise],
  ['DepthwiseConv2dNativeBackpropFilter', depthwise],
  ['DepthwiseConv2dNativeBackpropInput', depthwise],
  ['DepthwiseConv2dNative', separable],
  ['MaxPool', greatest],
  ['MaxPoolGrad', greatest],
  ['AvgPool', mean],
  ['AvgPoolGrad', mean],
])('%s gives what it gives in tfjs', (name, run) => {
  expect(compareKernel(name, run)).toBeLessThan(1e-6);
});
