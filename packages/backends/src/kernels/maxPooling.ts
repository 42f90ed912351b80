import type * as tf from '@tensorflow/tfjs-core';

import { type ConvolutionShape, poolingShape } from './convolutionShape.ts';
import { wasmKernel } from './KernelCall.ts';

/**
 * Finds the first greatest number of every window.
 *
 * @param visit gets, for every output pixel, the index of its first channel and where each channel's greatest
 *   number is
 */
function forEachWindow(
  shape: ConvolutionShape,
  values: tf.TypedArray,
  visit: (output: number, winners: Int32Array) => void,
): void {
  const { inDepth, inHeight, inWidth, inChannels: channels, outDepth, outHeight, outWidth, padInfo } = shape;
  const winners = new Int32Array(channels);
  const windows = shape.batchSize * outDepth * outHeight * outWidth;
  for (let window = 0; window < windows; window++) {
    const row = Math.floor(window / outWidth);
    const slice = Math.floor(row / outHeight);
    const image = Math.floor(slice / outDepth);
    const left = (window % outWidth) * shape.strideWidth - padInfo.left;
    const top = (row % outHeight) * shape.strideHeight - padInfo.top;
    const front = (slice % outDepth) * shape.strideDepth - padInfo.front;
    winners.fill(-1);
    for (let z = front; z < front + shape.effectiveFilterDepth; z += shape.dilationDepth) {
      if (z < 0 || z >= inDepth) continue;
      for (let y = top; y < top + shape.effectiveFilterHeight; y += shape.dilationHeight) {
        if (y < 0 || y >= inHeight) continue;
        for (let x = left; x < left + shape.effectiveFilterWidth; x += shape.dilationWidth) {
          if (x < 0 || x >= inWidth) continue;
          const pixel = (((image * inDepth + z) * inHeight + y) * inWidth + x) * channels;
          for (let channel = 0; channel < channels; channel++) {
            const best = winners[channel] ?? -1;
            if (best < 0 || (values[pixel + channel] ?? 0) > (values[best] ?? 0)) {
              winners[channel] = pixel + channel;
            }
          }
        }
      }
    }
    visit(window * channels, winners);
  }
}

/** Max pooling of volumes. */
export const maxPool3d = wasmKernel('MaxPool3D', (call) => {
  const x = call.input('x');
  const shape = poolingShape(call.attributes, x.shape);
  const { batchSize, outDepth, outHeight, outWidth, outChannels } = shape;
  const pooled = call.allocate([batchSize, outDepth, outHeight, outWidth, outChannels]);
  const from = call.numbers(x);
  const to = call.numbers(pooled);
  forEachWindow(shape, from, (output, winners) => {
    for (let channel = 0; channel < winners.length; channel++) {
      to[output + channel] = from[winners[channel] ?? -1] ?? Number.NEGATIVE_INFINITY;
    }
  });
  return pooled;
});

/** What comes back to a window goes to its first greatest number. */
function maxPoolGradient(kernelName: string) {
  return wasmKernel(kernelName, (call) => {
    const input = call.input('input');
    const shape = poolingShape(call.attributes, input.shape);
    const gradient = call.allocate(input.shape);
    const values = call.numbers(input);
    const dy = call.numbers(call.input('dy'));
    const dx = call.numbers(gradient).fill(0);
    forEachWindow(shape, values, (output, winners) => {
      for (let channel = 0; channel < winners.length; channel++) {
        const winner = winners[channel] ?? -1;
        if (winner >= 0) dx[winner] = (dx[winner] ?? 0) + (dy[output + channel] ?? 0);
      }
    });
    return gradient;
  });
}

export const maxPoolGrad = maxPoolGradient('MaxPoolGrad');
export const maxPool3dGrad = maxPoolGradient('MaxPool3DGrad');
