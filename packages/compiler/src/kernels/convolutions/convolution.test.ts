import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { allowFusedMultiplyAdd } from '../../../fixtures/allowFusedMultiplyAdd.ts';
import { randomTensor } from '../../../fixtures/randomTensor.ts';
import { runKernel, type Values } from '../../../fixtures/runKernel.ts';
import { worstDifference } from '../../../fixtures/worstDifference.ts';
import { sizeOf } from '../../graph/View.ts';
import { type PlanKernel, UnsupportedError } from '../Kernel.ts';
import { conv2d, depthwiseConv2d } from './convolution.ts';
import { conv2dBackpropFilter, depthwiseBackpropFilter } from './convolutionBackpropFilter.ts';
import { conv2dBackpropInput, depthwiseBackpropInput } from './convolutionBackpropInput.ts';

const canFuse = allowFusedMultiplyAdd();

interface Case {
  readonly pictures: [number, number, number, number];
  readonly filter: [number, number, number, number];
  readonly strides?: number | [number, number];
  readonly dilations?: number | [number, number];
  readonly pad?:
    | 'valid'
    | 'same'
    | number
    | [[number, number], [number, number], [number, number], [number, number]];
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const CASES: readonly Case[] = [
  { pictures: [2, 7, 8, 3], filter: [3, 3, 3, 8] },
  { pictures: [1, 5, 5, 1], filter: [5, 5, 1, 2] },
  { pictures: [3, 4, 4, 4], filter: [4, 4, 4, 5] },
  { pictures: [2, 9, 9, 5], filter: [1, 1, 5, 7] },
  { pictures: [2, 9, 11, 4], filter: [3, 3, 4, 6], pad: 'same' },
  { pictures: [2, 6, 7, 2], filter: [2, 2, 2, 3], pad: 'same' },
  { pictures: [2, 9, 8, 3], filter: [3, 3, 3, 4], strides: 2 },
  { pictures: [2, 9, 8, 3], filter: [3, 2, 3, 4], strides: [2, 3], pad: 'same' },
  { pictures: [1, 8, 8, 2], filter: [1, 1, 2, 4], strides: 2 },
  { pictures: [2, 9, 9, 4], filter: [2, 3, 4, 4], dilations: 2 },
  { pictures: [2, 10, 9, 4], filter: [3, 2, 4, 5], dilations: [3, 2], pad: 'same' },
  {
    pictures: [2, 5, 6, 3],
    filter: [3, 3, 3, 4],
    pad: [
      [0, 0],
      [2, 1],
      [0, 3],
      [0, 0],
    ],
  },
  { pictures: [2, 7, 7, 3], filter: [2, 2, 3, 4], strides: 2, pad: 1, dimRoundingMode: 'floor' },
  { pictures: [2, 1, 20, 6], filter: [1, 5, 6, 9], pad: 'same' },
  { pictures: [2, 12, 12, 16], filter: [3, 3, 16, 24] },
  { pictures: [0, 5, 5, 2], filter: [3, 3, 2, 4] },
];

/** Sizes of a convolution, and every pair of numbers that it multiplies. */
function meetings(one: Case, channelwise: boolean) {
  const { pictures, filter, strides = 1, dilations = 1, pad = 'valid', dimRoundingMode } = one;
  const info = tf.backend_util.computeConv2DInfo(
    pictures,
    filter,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    channelwise,
  );
  const visit = (meet: (x: number, w: number, y: number) => void) => {
    const { batchSize, outHeight, outWidth, outChannels, inHeight, inWidth, inChannels } = info;
    for (let b = 0; b < batchSize; b++)
      for (let oy = 0; oy < outHeight; oy++)
        for (let ox = 0; ox < outWidth; ox++)
          for (let fy = 0; fy < info.filterHeight; fy++)
            for (let fx = 0; fx < info.filterWidth; fx++) {
              const y = oy * info.strideHeight + fy * info.dilationHeight - info.padInfo.top;
              const x = ox * info.strideWidth + fx * info.dilationWidth - info.padInfo.left;
              if (y < 0 || y >= inHeight || x < 0 || x >= inWidth) continue;
              const from = ((b * inHeight + y) * inWidth + x) * inChannels;
              const to = ((b * outHeight + oy) * outWidth + ox) * outChannels;
              const tap = fy * info.filterWidth + fx;
              for (let c = 0; c < inChannels; c++) {
                if (channelwise) meet(from + c, tap * inChannels + c, to + c);
                else {
                  for (let o = 0; o < outChannels; o++) {
                    meet(from + c, (tap * inChannels + c) * outChannels + o, to + o);
                  }
                }
              }
            }
  };
  return { outShape: info.outShape, visit };
}

const attributesOf = ({ strides = 1, dilations = 1, pad = 'valid', dimRoundingMode }: Case) => ({
  strides: [strides].flat().length === 1 ? [strides, strides].flat().slice(0, 2) : strides,
  dilations,
  pad,
  dimRoundingMode,
  dataFormat: 'NHWC',
});

function run(
  kernel: PlanKernel,
  inputs: readonly Values[],
  shape: readonly number[],
  attributes: object,
  fused = false,
) {
  const options = { fusedMultiplyAdd: fused };
  const [got = []] = runKernel(kernel, inputs, [{ shape, dtype: 'float32' }], { ...attributes }, options);
  return got;
}

describe.each([
  {
    channelwise: false,
    forward: conv2d,
    filterKernel: conv2dBackpropFilter,
    inputKernel: conv2dBackpropInput,
  },
  {
    channelwise: true,
    forward: depthwiseConv2d,
    filterKernel: depthwiseBackpropFilter,
    inputKernel: depthwiseBackpropInput,
  },
])('a convolution, channelwise: $channelwise', ({ channelwise, forward, filterKernel, inputKernel }) => {
  const cases = CASES.map((one) => {
    const [height, width, channels, columns] = one.filter;
    const filter: Case['filter'] = [height, width, channels, channelwise ? 1 : columns];
    return { ...one, filter };
  });
  for (const fused of canFuse ? [false, true] : [false]) {
    test.each(cases)(`and its gradients are right for %o, fused: ${fused}`, (one) => {
      const { outShape, visit } = meetings(one, channelwise);
      const [x, w, dy] = [
        randomTensor(one.pictures, 1),
        randomTensor(one.filter, 2),
        randomTensor(outShape, 3),
      ];
      const y = new Float64Array(dy.values.length);
      const dx = new Float64Array(x.values.length);
      const dw = new Float64Array(w.values.length);
      visit((i, j, k) => {
        y[k] = (y[k] ?? 0) + (x.values[i] ?? 0) * (w.values[j] ?? 0);
        dx[i] = (dx[i] ?? 0) + (dy.values[k] ?? 0) * (w.values[j] ?? 0);
        dw[j] = (dw[j] ?? 0) + (x.values[i] ?? 0) * (dy.values[k] ?? 0);
      });
      const attributes = attributesOf(one);
      const output = run(forward, [x, w], outShape, attributes, fused);
      expect(worstDifference(output, y)).toBeLessThan(1e-6);
      const withFilter = { ...attributes, filterShape: one.filter };
      expect(worstDifference(run(filterKernel, [x, dy], one.filter, withFilter, fused), dw)).toBeLessThan(
        1e-6,
      );
      const withInput = { ...attributes, inputShape: one.pictures };
      expect(worstDifference(run(inputKernel, [dy, w], one.pictures, withInput, fused), dx)).toBeLessThan(
        1e-6,
      );
    });
  }
});

test.each([
  { pictures: [3, 20, 20, 8], filter: [3, 3, 8, 24], pad: 'same' },
  { pictures: [3, 40, 40, 3], filter: [5, 5, 3, 20], strides: 2 },
] as const)('is the same in halves: $pictures', ({ pictures, filter, ...others }) => {
  const one: Case = { pictures: [...pictures], filter: [...filter], ...others };
  const { outShape } = meetings(one, false);
  const [x, w, dy] = [randomTensor(one.pictures, 1), randomTensor(one.filter, 2), randomTensor(outShape, 3)];
  const attributes = { ...attributesOf(one), filterShape: one.filter, inputShape: one.pictures };
  for (const [kernel, inputs, shape] of [
    [conv2d, [x, w], outShape],
    [conv2dBackpropFilter, [x, dy], one.filter],
    [conv2dBackpropInput, [dy, w], one.pictures],
  ] as const) {
    const outputs = [{ shape, dtype: 'float32' }] as const;
    expect(kernel({ inputs, outputs, attributes }).halves).toHaveLength(2);
    expect(run(kernel, inputs, shape, attributes)).toHaveLength(sizeOf(shape));
  }
});

test('several filters for a channel, and channels first, are refused', () => {
  const pictures = randomTensor([1, 4, 4, 4], 1);
  const attributes = { strides: 1, pad: 'valid', dilations: 1, dataFormat: 'NHWC' };
  const twice = () =>
    run(depthwiseConv2d, [pictures, randomTensor([2, 2, 4, 2], 2)], [1, 3, 3, 8], attributes);
  expect(twice).toThrow(UnsupportedError);
  const first = { ...attributes, dataFormat: 'NCHW' };
  const turned = () => run(conv2d, [pictures, randomTensor([2, 2, 4, 2], 2)], [1, 3, 3, 2], first);
  expect(turned).toThrow(UnsupportedError);
});
