import type * as tf from '@tensorflow/tfjs-core';

import type { ConvolutionShape } from './convolutionShape.ts';

/** Columns at a time: 4 MB, about what a processor's second-level cache holds. */
const COLUMN_FLOATS = 1 << 20;

/** Consecutive rows of the output, counted through its height, its depth and the batch. */
export interface RowRange {
  readonly first: number;
  readonly count: number;
}

/** How many numbers one output number is computed from. */
export function patchSize({ filterDepth, filterHeight, filterWidth, inChannels }: ConvolutionShape): number {
  return filterDepth * filterHeight * filterWidth * inChannels;
}

/**
 * Splits the output's rows into ranges whose columns fit into a buffer, so that the memory for columns stays
 * bounded whatever the batch and the size of the images.
 */
export function rowRanges(shape: ConvolutionShape): RowRange[] {
  const rows = shape.batchSize * shape.outDepth * shape.outHeight;
  const perRow = Math.max(1, shape.outWidth * patchSize(shape));
  const count = Math.max(1, Math.floor(COLUMN_FLOATS / perRow));
  const ranges: RowRange[] = [];
  for (let first = 0; first < rows; first += count)
    ranges.push({ first, count: Math.min(count, rows - first) });
  return ranges;
}

/**
 * Where the input row begins that an output row reads through one row of the filter, as the index of its
 * first pixel, or -1 for a row of padding.
 */
function inputRow(shape: ConvolutionShape, row: number, filterZ: number, filterY: number): number {
  const { inDepth, inHeight, inWidth, outDepth, outHeight, padInfo } = shape;
  const y = (row % outHeight) * shape.strideHeight + filterY * shape.dilationHeight - padInfo.top;
  const slice = Math.floor(row / outHeight);
  const z = (slice % outDepth) * shape.strideDepth + filterZ * shape.dilationDepth - padInfo.front;
  if (y < 0 || y >= inHeight || z < 0 || z >= inDepth) return -1;
  return ((Math.floor(slice / outDepth) * inDepth + z) * inHeight + y) * inWidth;
}

/**
 * Writes the patches that a convolution reads (im2col), one per column: `columns` is `[patchSize, range.count
 * · outWidth]`, the factor that the filter's gradient needs, without a transposition.
 */
export function writePatches(
  shape: ConvolutionShape,
  images: tf.TypedArray,
  range: RowRange,
  columns: tf.TypedArray,
): void {
  const { inWidth, inChannels, outWidth, strideWidth } = shape;
  const step = strideWidth * inChannels;
  let to = 0;
  for (let filterZ = 0; filterZ < shape.filterDepth; filterZ++) {
    for (let filterY = 0; filterY < shape.filterHeight; filterY++) {
      for (let filterX = 0; filterX < shape.filterWidth; filterX++) {
        const shift = filterX * shape.dilationWidth - shape.padInfo.left;
        const start = Math.min(outWidth, Math.max(0, Math.ceil(-shift / strideWidth)));
        const end = Math.max(start, Math.min(outWidth, Math.floor((inWidth - 1 - shift) / strideWidth) + 1));
        for (let channel = 0; channel < inChannels; channel++) {
          for (let row = range.first; row < range.first + range.count; row++, to += outWidth) {
            const pixel = inputRow(shape, row, filterZ, filterY);
            if (pixel < 0) {
              columns.fill(0, to, to + outWidth);
              continue;
            }
            for (let x = 0; x < start; x++) columns[to + x] = 0;
            let from = (pixel + shift + start * strideWidth) * inChannels + channel;
            for (let x = start; x < end; x++, from += step) columns[to + x] = images[from] ?? 0;
            for (let x = end; x < outWidth; x++) columns[to + x] = 0;
          }
        }
      }
    }
  }
}

/**
 * Adds patches to the places of the images that a convolution reads them from (col2im). `patches` is
 * `[range.count · outWidth, patchSize]`.
 */
export function addPatches(
  shape: ConvolutionShape,
  patches: tf.TypedArray,
  range: RowRange,
  images: tf.TypedArray,
): void {
  const { inWidth, inChannels, outWidth, filterDepth, filterHeight, filterWidth } = shape;
  const size = patchSize(shape);
  for (let row = range.first; row < range.first + range.count; row++) {
    for (let filterZ = 0; filterZ < filterDepth; filterZ++) {
      for (let filterY = 0; filterY < filterHeight; filterY++) {
        const pixel = inputRow(shape, row, filterZ, filterY);
        if (pixel < 0) continue;
        for (let outX = 0; outX < outWidth; outX++) {
          const patch = ((row - range.first) * outWidth + outX) * size;
          for (let filterX = 0; filterX < filterWidth; filterX++) {
            const x = outX * shape.strideWidth + filterX * shape.dilationWidth - shape.padInfo.left;
            if (x < 0 || x >= inWidth) continue;
            const from = patch + ((filterZ * filterHeight + filterY) * filterWidth + filterX) * inChannels;
            const to = (pixel + x) * inChannels;
            for (let channel = 0; channel < inChannels; channel++) {
              images[to + channel] = (images[to + channel] ?? 0) + (patches[from + channel] ?? 0);
            }
          }
        }
      }
    }
  }
}
