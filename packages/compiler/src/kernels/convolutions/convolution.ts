import type { KernelCall, KernelPlan, PlanKernel } from '../Kernel.ts';
import { countOf, withDense } from '../products/Axis.ts';
import { emitProduct } from '../products/emitProduct.ts';
import { isWorthPacking, packColumns, packedBytes } from '../products/packColumns.ts';
import { frameBytes, walkPictures } from './Frame.ts';
import { pictureHalves } from './pictureHalves.ts';
import { tapAxes, windowAxes, windowFrame } from './windowAxes.ts';
import { convolutionInfo, pictureSizes, shapeOf, type WindowInfo } from './windowInfo.ts';

/** Each window of a picture times the filter: a product whose rows are windows and whose sums run over them. */
function planWindows(info: WindowInfo, channelwise: boolean): KernelPlan {
  const frame = windowFrame(info, channelwise);
  const columns = info.outChannels;
  const rows = withDense(windowAxes(info, frame), 4 * columns);
  const sum = tapAxes(info, frame, channelwise);
  const matrix = { rows, columns, sum: [{ count: countOf(sum), bytes: [4 * columns] }], columnBytes: 4 };
  const isPacked = columns < 4 || isWorthPacking([{ count: info.batchSize, bytes: [] }, ...rows], columns);
  const filterBytes = isPacked ? packedBytes(matrix) : 0;
  return {
    scratchBytes: filterBytes + frameBytes(frame),
    emit(f, { inputs: [from = 0, filter = 0], outputs: [to = 0], scratch }, options) {
      const packed = { base: scratch, rowBytes: 'packed' } as const;
      if (isPacked) packColumns(f, matrix, { base: filter }, packed);
      const b = isPacked ? packed : { base: filter, rowBytes: 4 * columns };
      const bytes = 4 * columns * countOf(rows);
      walkPictures(f, frame, { from, address: scratch + filterBytes, bytes }, (a, pointer) => {
        emitProduct(f, { rows, columns, sum, a, b, c: { base: to, pointer }, channelwise }, options);
      });
    },
  };
}

function planConvolution(call: KernelCall, channelwise: boolean): KernelPlan {
  const info = convolutionInfo(call, shapeOf(call, 0), shapeOf(call, 1), channelwise);
  const { picture, result } = pictureSizes(info);
  return pictureHalves(info, channelwise, { input: picture, output: result }, (part) =>
    planWindows(part, channelwise),
  );
}

/** `Conv2D`. */
export const conv2d: PlanKernel = (call) => planConvolution(call, false);

/** `DepthwiseConv2dNative`, with one filter for each channel. */
export const depthwiseConv2d: PlanKernel = (call) => planConvolution(call, true);
