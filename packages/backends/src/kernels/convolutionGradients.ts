import type * as tf from '@tensorflow/tfjs-core';

import { addPatches, patchSize, type RowRange, rowRanges, writePatches } from './convolutionColumns.ts';
import { type ConvolutionShape, channelsLastAttributes, convolutionShape, four } from './convolutionShape.ts';
import { type KernelCall, wasmKernel } from './KernelCall.ts';

const TO_CHANNELS_LAST = [0, 2, 3, 1];
const TO_CHANNELS_FIRST = [0, 3, 1, 2];

/** Some rows of the output's gradient, as a matrix `[pixels, outChannels]`. */
function rowsOf(
  call: KernelCall,
  dy: tf.TensorInfo,
  shape: ConvolutionShape,
  range: RowRange,
): tf.TensorInfo {
  const { batchSize, outDepth, outHeight, outWidth, outChannels } = shape;
  const pixels = call.reshape(dy, [batchSize * outDepth * outHeight * outWidth, outChannels]);
  return call.run(
    'Slice',
    { x: pixels },
    { begin: [range.first * outWidth, 0], size: [range.count * outWidth, outChannels] },
  );
}

/** The patches that the filter saw times the output's gradient: one matrix product per range of rows. */
function filterGradient(
  call: KernelCall,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  shape: ConvolutionShape,
  filterShape: number[],
): tf.TensorInfo {
  // In double precision, because every number sums over all pixels of the batch.
  const sum = new Float64Array(patchSize(shape) * shape.outChannels);
  for (const range of rowRanges(shape)) {
    const columns = call.allocate([patchSize(shape), range.count * shape.outWidth]);
    const gradients = rowsOf(call, dy, shape, range);
    writePatches(shape, call.numbers(x), range, call.numbers(columns));
    const product = call.matMul(columns, gradients);
    call.numbers(product).forEach((value, index) => {
      sum[index] = (sum[index] ?? 0) + value;
    });
    for (const tensor of [columns, gradients, product]) call.free(tensor);
  }
  const gradient = call.allocate(filterShape);
  call.numbers(gradient).set(sum);
  return gradient;
}

/** The output's gradient times the transposed filter, each patch added to where it belongs. */
function imageGradient(
  call: KernelCall,
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
  shape: ConvolutionShape,
  inputShape: number[],
): tf.TensorInfo {
  const transposed = call.transpose(call.reshape(filter, [patchSize(shape), shape.outChannels]), [1, 0]);
  const images = call.allocate(inputShape);
  call.numbers(images).fill(0);
  for (const range of rowRanges(shape)) {
    const gradients = rowsOf(call, dy, shape, range);
    const patches = call.matMul(gradients, transposed);
    addPatches(shape, call.numbers(patches), range, call.numbers(images));
    for (const tensor of [gradients, patches]) call.free(tensor);
  }
  return images;
}

/** The gradient of a convolution of images with respect to its filter. */
export const conv2dBackpropFilter = wasmKernel('Conv2DBackpropFilter', (call) => {
  const channelsFirst = call.attributes.dataFormat === 'NCHW';
  const channelsLast = (name: string) =>
    channelsFirst ? call.transpose(call.input(name), TO_CHANNELS_LAST) : call.input(name);
  const x = channelsLast('x');
  const attributes = channelsFirst ? channelsLastAttributes(call.attributes) : call.attributes;
  const filterShape = four(attributes.filterShape, 'filterShape');
  const shape = convolutionShape(attributes, x.shape, filterShape);
  return filterGradient(call, x, channelsLast('dy'), shape, filterShape);
});

/** The gradient of a convolution with respect to its images, which is also the transposed convolution. */
export const conv2dBackpropInput = wasmKernel('Conv2DBackpropInput', (call) => {
  const channelsFirst = call.attributes.dataFormat === 'NCHW';
  const filter = call.input('filter');
  const dy = channelsFirst ? call.transpose(call.input('dy'), TO_CHANNELS_LAST) : call.input('dy');
  const attributes = channelsFirst ? channelsLastAttributes(call.attributes) : call.attributes;
  const [batch, second, third, fourth] = four(attributes.inputShape, 'inputShape');
  const inputShape = channelsFirst ? [batch, third, fourth, second] : [batch, second, third, fourth];
  const shape = convolutionShape(attributes, inputShape, filter.shape);
  const images = imageGradient(call, dy, filter, shape, inputShape);
  return channelsFirst ? call.transpose(images, TO_CHANNELS_FIRST) : images;
});

/** The gradient of a convolution of volumes with respect to its filter. */
export const conv3dBackpropFilter = wasmKernel('Conv3DBackpropFilterV2', (call) => {
  const x = call.input('x');
  const filterShape = call.shapeAttribute('filterShape');
  const shape = convolutionShape(call.attributes, x.shape, filterShape);
  return filterGradient(call, x, call.input('dy'), shape, filterShape);
});

/** The gradient of a convolution with respect to its volumes. */
export const conv3dBackpropInput = wasmKernel('Conv3DBackpropInputV2', (call) => {
  const filter = call.input('filter');
  const inputShape = call.shapeAttribute('inputShape');
  const shape = convolutionShape(call.attributes, inputShape, filter.shape);
  return imageGradient(call, call.input('dy'), filter, shape, inputShape);
});
