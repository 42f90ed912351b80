import { conv2d, depthwiseConv2d } from './convolutions/convolution.ts';
import { conv2dBackpropFilter, depthwiseBackpropFilter } from './convolutions/convolutionBackpropFilter.ts';
import { conv2dBackpropInput, depthwiseBackpropInput } from './convolutions/convolutionBackpropInput.ts';
import { concat, pack } from './copies/concat.ts';
import { mirrorPad, padV2 } from './copies/pad.ts';
import { reverse } from './copies/reverse.ts';
import { gatherNd, gatherV2 } from './indexed/gather.ts';
import { scatterNd, tensorScatterUpdate } from './indexed/scatter.ts';
import { unsortedSegmentSum } from './indexed/unsortedSegmentSum.ts';
import type { PlanKernel } from './Kernel.ts';
import { argMax, argMin } from './order/argMax.ts';
import { cumprod, cumsum } from './order/cumulation.ts';
import { topK } from './order/topK.ts';
import { avgPool } from './pools/avgPool.ts';
import { avgPoolGrad } from './pools/avgPoolGrad.ts';
import { maxPool } from './pools/maxPool.ts';
import { maxPoolGrad } from './pools/maxPoolGrad.ts';
import { batchMatMul } from './products/batchMatMul.ts';
import { alignSequences } from './sequences/alignSequences.ts';

/** The kernels that have code of their own, by their names in tfjs. */
export const KERNELS: Readonly<Record<string, PlanKernel>> = {
  AlignSequences: alignSequences,
  ArgMax: argMax,
  ArgMin: argMin,
  AvgPool: avgPool,
  AvgPoolGrad: avgPoolGrad,
  BatchMatMul: batchMatMul,
  Concat: concat,
  Conv2D: conv2d,
  Conv2DBackpropFilter: conv2dBackpropFilter,
  Conv2DBackpropInput: conv2dBackpropInput,
  Cumprod: cumprod,
  Cumsum: cumsum,
  DepthwiseConv2dNative: depthwiseConv2d,
  DepthwiseConv2dNativeBackpropFilter: depthwiseBackpropFilter,
  DepthwiseConv2dNativeBackpropInput: depthwiseBackpropInput,
  GatherNd: gatherNd,
  GatherV2: gatherV2,
  MaxPool: maxPool,
  MaxPoolGrad: maxPoolGrad,
  MirrorPad: mirrorPad,
  Pack: pack,
  PadV2: padV2,
  Reverse: reverse,
  ScatterNd: scatterNd,
  TensorScatterUpdate: tensorScatterUpdate,
  TopK: topK,
  UnsortedSegmentSum: unsortedSegmentSum,
};
