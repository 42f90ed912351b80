import { numbersOf } from '../attributes.ts';
import { inHalves } from '../inHalves.ts';
import type { KernelCall, KernelPlan, PlanKernel } from '../Kernel.ts';
import { countOf, withDense } from '../products/Axis.ts';
import { emitProduct } from '../products/emitProduct.ts';
import { packColumns, packedBytes } from '../products/packColumns.ts';
import { walk } from '../products/walk.ts';
import { frameBytes, walkPictures } from './Frame.ts';
import { tapAxes, windowAxes, windowFrame } from './windowAxes.ts';
import { convolutionInfo, multiplications, shapeOf, type WindowInfo } from './windowInfo.ts';

/** Some of a filter's neighbouring columns. */
interface Columns {
  readonly first: number;
  readonly count: number;
}

/**
 * What the filter saw times the gradient of what it gave: a product whose rows run over a window and whose
 * sums over the windows of a picture. The pictures' are added up one by one, which keeps sums short.
 */
function planColumns(info: WindowInfo, channelwise: boolean, { first, count: columns }: Columns): KernelPlan {
  const frame = windowFrame(info, channelwise);
  const rowBytes = 4 * info.outChannels;
  const rows = withDense(tapAxes(info, frame, channelwise), rowBytes);
  const sum = windowAxes(info, frame);
  const matrix = { rows, columns, sum: [{ count: countOf(sum), bytes: [rowBytes] }], columnBytes: 4 };
  const isPacked = columns < 4 || (columns > 8 && countOf(rows) >= 16);
  const gradientBytes = isPacked ? packedBytes(matrix) : 0;
  return {
    scratchBytes: gradientBytes + frameBytes(frame),
    emit(f, { inputs: [from = 0, gradient = 0], outputs: [to = 0], scratch }, options) {
      const row = f.local('i32');
      f.i32(to + 4 * first).set(row);
      walk(f, { count: countOf(rows), bytes: [rowBytes] }, [row], () => {
        f.get(row)
          .i32(0)
          .i32(4 * columns)
          .op('memory.fill');
      });
      f.release(row);
      const packed = { base: scratch, rowBytes: 'packed' } as const;
      const places = { from, address: scratch + gradientBytes, bytes: rowBytes * countOf(sum) };
      walkPictures(f, frame, places, (a, pointer) => {
        const given = { base: gradient + 4 * first, pointer };
        if (isPacked) packColumns(f, matrix, given, packed);
        const b = isPacked ? packed : { ...given, rowBytes };
        const c = { base: to + 4 * first };
        emitProduct(f, { rows, columns, sum, a, b, c, channelwise, accumulate: true }, options);
      });
    },
  };
}

function planBackpropFilter(call: KernelCall, channelwise: boolean): KernelPlan {
  const info = convolutionInfo(call, shapeOf(call, 0), numbersOf(call, 'filterShape'), channelwise);
  const columns = info.outChannels;
  const whole = planColumns(info, channelwise, { first: 0, count: columns });
  if (channelwise || columns < 16) return whole;
  const first = 8 * Math.ceil(columns / 16);
  return inHalves(whole, multiplications(info, channelwise), [
    planColumns(info, channelwise, { first: 0, count: first }),
    planColumns(info, channelwise, { first, count: columns - first }),
  ]);
}

/** `Conv2DBackpropFilter`. */
export const conv2dBackpropFilter: PlanKernel = (call) => planBackpropFilter(call, false);

/** `DepthwiseConv2dNativeBackpropFilter`, with one filter for each channel. */
export const depthwiseBackpropFilter: PlanKernel = (call) => planBackpropFilter(call, true);
