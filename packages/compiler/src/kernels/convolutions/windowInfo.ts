import { backend_util } from '@tensorflow/tfjs-core';

import { numbersOf } from '../attributes.ts';
import { type KernelCall, UnsupportedError } from '../Kernel.ts';

type Pad = Parameters<typeof backend_util.computeConv2DInfo>[4];
type Rounding = Parameters<typeof backend_util.computeConv2DInfo>[5];

/** The sizes of windows over pictures, as tfjs computes them. */
export type WindowInfo = backend_util.Conv2DInfo;

/** Height and width; one number is both. */
function two(call: KernelCall, name: string): [number, number] {
  const [height = 1, width = height] = numbersOf(call, name);
  return [height, width];
}

function four(shape: readonly number[], name: string): [number, number, number, number] {
  const [a, b, c, d, ...others] = shape;
  if (a === undefined || b === undefined || c === undefined || d === undefined || others.length > 0) {
    throw new UnsupportedError(`${name} of [${shape}], which are not four sizes`);
  }
  return [a, b, c, d];
}

function padOf({ attributes: { pad } }: KernelCall): Pad {
  if (pad === 'same' || pad === 'valid' || typeof pad === 'number') return pad;
  const pairs = Array.isArray(pad) ? pad : [];
  const pairOf = (axis: number): [number, number] => {
    const [before, after]: readonly unknown[] = Array.isArray(pairs[axis]) ? pairs[axis] : [];
    if (typeof before === 'number' && typeof after === 'number') return [before, after];
    throw new UnsupportedError(`the padding ${JSON.stringify(pad)}`);
  };
  return [pairOf(0), pairOf(1), pairOf(2), pairOf(3)];
}

function roundingOf({ attributes: { dimRoundingMode: mode } }: KernelCall): Rounding {
  return mode === 'floor' || mode === 'round' || mode === 'ceil' ? mode : undefined;
}

/**
 * The windows of a convolution.
 *
 * @param channelwise whether each channel of the pictures has a filter of its own
 */
export function convolutionInfo(
  call: KernelCall,
  pictures: readonly number[],
  filter: readonly number[],
  channelwise: boolean,
): WindowInfo {
  const { dilations, dataFormat } = call.attributes;
  if (dataFormat === 'NCHW') throw new UnsupportedError('pictures with the channels first');
  const info = backend_util.computeConv2DInfo(
    four(pictures, 'pictures'),
    four(filter, 'a filter'),
    two(call, 'strides'),
    // The kernels of gradients have none.
    dilations === undefined || dilations === null ? 1 : two(call, 'dilations'),
    padOf(call),
    roundingOf(call),
    channelwise,
  );
  if (channelwise && info.outChannels !== info.inChannels) {
    throw new UnsupportedError('a depthwise convolution with several filters for a channel');
  }
  return info;
}

/** How many numbers a convolution multiplies with others. */
export function multiplications(info: WindowInfo, channelwise: boolean): number {
  const windows = info.batchSize * info.outHeight * info.outWidth;
  const taps = info.filterHeight * info.filterWidth * (channelwise ? 1 : info.inChannels);
  return windows * taps * info.outChannels;
}

/** Bytes of a picture, and of what a convolution makes of it. */
export function pictureSizes(info: WindowInfo): { readonly picture: number; readonly result: number } {
  return {
    picture: 4 * info.inHeight * info.inWidth * info.inChannels,
    result: 4 * info.outHeight * info.outWidth * info.outChannels,
  };
}

/** The windows of a pooling. */
export function poolInfo(call: KernelCall, pictures: readonly number[]): WindowInfo {
  return backend_util.computePool2DInfo(
    four(pictures, 'pictures'),
    two(call, 'filterSize'),
    two(call, 'strides'),
    1,
    padOf(call),
    roundingOf(call),
  );
}

/** The shape of one of a call's inputs. */
export function shapeOf({ inputs }: KernelCall, index: number): readonly number[] {
  return inputs[index]?.shape ?? [];
}
