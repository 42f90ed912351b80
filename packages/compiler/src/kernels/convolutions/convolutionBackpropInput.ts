import { numbersOf } from '../attributes.ts';
import type { KernelCall, KernelPlan, PlanKernel } from '../Kernel.ts';
import type { Axis } from '../products/Axis.ts';
import { emitProduct } from '../products/emitProduct.ts';
import { packColumns, packedBytes } from '../products/packColumns.ts';
import { type Frame, frameBytes, frameOf, pictureAxes, pictureBytes, walkPictures } from './Frame.ts';
import { gradientPhases, type Phase } from './gradientPhases.ts';
import { pictureHalves } from './pictureHalves.ts';
import { convolutionInfo, pictureSizes, shapeOf, type WindowInfo } from './windowInfo.ts';

/** The phases of the rows and of the columns of a picture. */
function phasesOf(info: WindowInfo): readonly [rows: Phase[], columns: Phase[]] {
  const rows = gradientPhases({
    pixels: info.inHeight,
    taps: info.filterHeight,
    stride: info.strideHeight,
    dilation: info.dilationHeight,
    padding: info.padInfo.top,
  });
  const columns = gradientPhases({
    pixels: info.inWidth,
    taps: info.filterWidth,
    stride: info.strideWidth,
    dilation: info.dilationWidth,
    padding: info.padInfo.left,
  });
  return [rows, columns];
}

/** How many windows in front of the first, and how many with those, are read along an axis. */
function reach(phases: readonly Phase[], windows: number): { before: number; all: number } {
  const firsts = phases.map((phase) => phase.windows[0] ?? 0);
  const lasts = phases.map((phase) => (phase.windows.at(-1) ?? 0) + phase.count);
  const before = Math.max(0, -Math.min(...firsts));
  return { before, all: before + Math.max(windows, ...lasts) };
}

/** How far the second of some places lies from the first. */
function step([first = 0, second = first]: readonly number[]): number {
  return second - first;
}

/** The gradient of what a convolution gave, with zeros around it, where windows that don't exist are read. */
function gradientFrame(
  info: WindowInfo,
  [rows, columns]: ReturnType<typeof phasesOf>,
  channelwise: boolean,
): Frame {
  const [vertical, horizontal] = [reach(rows, info.outHeight), reach(columns, info.outWidth)];
  const sizes = {
    count: info.batchSize,
    height: info.outHeight,
    width: info.outWidth,
    channels: info.outChannels,
    top: vertical.before,
    left: horizontal.before,
    outerHeight: vertical.all,
    outerWidth: horizontal.all,
  };
  return frameOf(sizes, info.inHeight * info.inWidth, channelwise);
}

/**
 * The windows that read a pixel times the taps through which they do: a product whose rows are pixels and whose
 * sums run over windows. Pixels a stride apart meet the same taps and are one product.
 */
function planPixels(info: WindowInfo, channelwise: boolean): KernelPlan {
  const { inChannels, outChannels, inWidth, filterWidth } = info;
  const phases = phasesOf(info);
  const frame = gradientFrame(info, phases, channelwise);
  const { picture } = pictureSizes(info);
  const pixel = 4 * outChannels;
  const row = pixel * frame.outerWidth;
  const tap = 4 * outChannels * (channelwise ? 1 : inChannels);
  const channels: Axis[] = channelwise ? [] : [{ count: outChannels, bytes: [4] }];

  let filterBytes = 0;
  const products = phases[0].flatMap((y) =>
    phases[1].map((x) => {
      const rows = [
        ...pictureAxes(frame, [pictureBytes(frame), picture]),
        { count: y.count, bytes: [row, 4 * info.strideHeight * inWidth * inChannels] },
        { count: x.count, bytes: [pixel, 4 * info.strideWidth * inChannels] },
      ];
      const filter = {
        rows,
        columns: inChannels,
        columnBytes: channelwise ? 4 : pixel,
        sum: [
          { count: y.taps.length, bytes: [step(y.taps) * filterWidth * tap] },
          { count: x.taps.length, bytes: [step(x.taps) * tap] },
          ...channels,
        ],
      };
      const sum = [
        { count: y.windows.length, bytes: [step(y.windows) * row] },
        { count: x.windows.length, bytes: [step(x.windows) * pixel] },
        ...channels,
      ];
      const place = filterBytes;
      filterBytes += packedBytes(filter);
      return {
        rows,
        sum,
        filter,
        place,
        firstTap: ((y.taps[0] ?? 0) * filterWidth + (x.taps[0] ?? 0)) * tap,
        a: ((y.windows[0] ?? 0) + frame.top) * row + ((x.windows[0] ?? 0) + frame.left) * pixel,
        c: 4 * inChannels * (y.first * inWidth + x.first),
      };
    }),
  );
  return {
    scratchBytes: filterBytes + frameBytes(frame),
    emit(f, { inputs: [gradient = 0, taps = 0], outputs: [to = 0], scratch }, options) {
      const pointer = f.local('i32');
      for (const { filter, place, firstTap } of products) {
        // Backwards: a pointer may not be below zero.
        f.i32(firstTap).set(pointer);
        packColumns(f, filter, { base: taps, pointer }, { base: scratch + place });
      }
      f.release(pointer);
      const places = { from: gradient, address: scratch + filterBytes, bytes: picture };
      walkPictures(f, frame, places, (windows, pointer) => {
        for (const { rows, sum, place, a, c } of products) {
          emitProduct(
            f,
            {
              rows,
              columns: inChannels,
              sum,
              a: { ...windows, base: windows.base + a },
              b: { base: scratch + place, rowBytes: 'packed' },
              c: { base: to + c, pointer },
              channelwise,
            },
            options,
          );
        }
      });
    },
  };
}

function planBackpropInput(call: KernelCall, channelwise: boolean): KernelPlan {
  const info = convolutionInfo(call, numbersOf(call, 'inputShape'), shapeOf(call, 1), channelwise);
  const { picture, result } = pictureSizes(info);
  return pictureHalves(info, channelwise, { input: result, output: picture }, (part) =>
    planPixels(part, channelwise),
  );
}

/** `Conv2DBackpropInput`, which is also the transposed convolution. */
export const conv2dBackpropInput: PlanKernel = (call) => planBackpropInput(call, false);

/** `DepthwiseConv2dNativeBackpropInput`, with one filter for each channel. */
export const depthwiseBackpropInput: PlanKernel = (call) => planBackpropInput(call, true);
