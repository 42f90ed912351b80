import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { onWasm } from '../../fixtures/onWasm.ts';
import { spreadTensor } from '../../fixtures/spreadTensor.ts';

const SETTINGS = { seed: 20261121, numRuns: 40 };

const ZERO: [number, number] = [0, 0];

/** What a kernel gives on both backends, without anything left behind. */
async function onBoth(
  run: () => tf.Tensor,
): Promise<{ cpu: tf.TypedArray; wasm: tf.TypedArray; shape: number[] }> {
  const values: tf.TypedArray[] = [];
  const shapes: number[][] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const tensors = tf.memory().numTensors;
    const buffers = tf.backend().numDataIds();
    const result = tf.tidy(run);
    values.push(result.dataSync());
    shapes.push(result.shape);
    result.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
    expect(tf.backend().numDataIds()).toBe(buffers);
  }
  const [cpu, wasm] = values;
  const [cpuShape, shape] = shapes;
  if (!cpu || !wasm || !shape) throw new Error('expected both backends to give a tensor, got one.');
  expect(shape).toEqual(cpuShape);
  return { cpu, wasm, shape };
}

async function expectAgreement(run: () => tf.Tensor): Promise<void> {
  const { cpu, wasm } = await onBoth(run);
  expect(wasm).toBeAllClose(cpu, { rtol: 1e-4, atol: 1e-4 });
}

const kernel = (name: string, inputs: tf.NamedTensorMap, attrs: tf.NamedAttrMap): tf.Tensor =>
  tf.engine().runKernel<tf.Tensor>(name, inputs, attrs);

const length = fc.integer({ min: 1, max: 7 });
const channels = fc.integer({ min: 1, max: 4 });
const window = fc.integer({ min: 1, max: 3 });
const PADS = ['same', 'valid', 0, 1, 'explicit'] as const;
const convolution = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  height: length,
  width: length,
  inChannels: channels,
  outChannels: channels,
  filter: fc.tuple(window, window),
  strides: fc.tuple(window, window),
  pad: fc.constantFrom(...PADS),
  channelsFirst: fc.boolean(),
});

type Convolution = typeof convolution extends fc.Arbitrary<infer Case> ? Case : never;

/** The shapes and attributes of a convolution, or undefined where the filter doesn't fit in. */
function plan(c: Convolution, dilations: [number, number] = [1, 1], multiplier?: number) {
  const explicit: tf.backend_util.ExplicitPadding = c.channelsFirst
    ? [ZERO, ZERO, [1, 0], [2, 1]]
    : [ZERO, [1, 0], [2, 1], ZERO];
  const pad = c.pad === 'explicit' ? explicit : c.pad;
  const inputShape: [number, number, number, number] = c.channelsFirst
    ? [c.batch, c.inChannels, c.height, c.width]
    : [c.batch, c.height, c.width, c.inChannels];
  const filterShape: [number, number, number, number] = [
    ...c.filter,
    c.inChannels,
    multiplier ?? c.outChannels,
  ];
  const info = tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    c.strides,
    dilations,
    pad,
    'floor',
    multiplier !== undefined,
    c.channelsFirst ? 'channelsFirst' : 'channelsLast',
  );
  if (info.outHeight < 1 || info.outWidth < 1) return undefined;
  const dataFormat = c.channelsFirst ? 'NCHW' : 'NHWC';
  const attributes = { strides: c.strides, pad, dataFormat, dimRoundingMode: 'floor' };
  return { inputShape, filterShape, outShape: info.outShape, attributes };
}

type Plan = NonNullable<ReturnType<typeof plan>>;

function filterGradient(name: string, { inputShape, filterShape, outShape, attributes }: Plan): tf.Tensor {
  const inputs = { x: spreadTensor(inputShape, 1), dy: spreadTensor(outShape, 2) };
  return kernel(`${name}BackpropFilter`, inputs, { ...attributes, filterShape });
}

function imageGradient(name: string, { inputShape, filterShape, outShape, attributes }: Plan): tf.Tensor {
  const inputs = { dy: spreadTensor(outShape, 1), filter: spreadTensor(filterShape, 2) };
  return kernel(`${name}BackpropInput`, inputs, { ...attributes, inputShape });
}

describe('kernels for wasm', () => {
  onWasm();

  test.each([
    ['filter', filterGradient],
    ['image', imageGradient],
  ])('the %s gradient of any convolution is that of the cpu backend', async (_, gradient) => {
    await fc.assert(
      fc.asyncProperty(convolution, async (c) => {
        const sizes = plan(c);
        fc.pre(sizes !== undefined);
        await expectAgreement(() => gradient('Conv2D', sizes));
      }),
      SETTINGS,
    );
  });

  test('a batch that is too large for one product gives the same gradients', async () => {
    const [inputShape, outShape, filterShape] = [
      [4, 64, 60, 8],
      [4, 64, 60, 2],
      [3, 3, 8, 2],
    ];
    const attributes = { strides: 1, pad: 'same', dataFormat: 'NHWC', inputShape, filterShape };
    const x = () => spreadTensor(inputShape, 1);
    const dy = () => spreadTensor(outShape, 2).mul(0.01);
    await expectAgreement(() => kernel('Conv2DBackpropFilter', { x: x(), dy: dy() }, attributes));
    const filter = () => spreadTensor(filterShape, 3);
    await expectAgreement(() => kernel('Conv2DBackpropInput', { dy: dy(), filter: filter() }, attributes));
  });

  test('both gradients of any depthwise convolution are those of the cpu backend', async () => {
    await fc.assert(
      fc.asyncProperty(convolution, fc.integer({ min: 1, max: 3 }), async (c, multiplier) => {
        const sizes = plan({ ...c, channelsFirst: false }, [1, 1], multiplier);
        fc.pre(sizes !== undefined);
        const attributes = { ...sizes.attributes, dilations: [1, 1] };
        for (const gradient of [filterGradient, imageGradient]) {
          await expectAgreement(() => gradient('DepthwiseConv2dNative', { ...sizes, attributes }));
        }
      }),
      SETTINGS,
    );
  });

  test('both gradients of a dilated depthwise convolution are adjoint to it', async () => {
    await tf.setBackend('wasm');
    const dilations: [number, number] = [2, 3];
    const attributes = { strides: [1, 1], pad: 'same', dilations, dimRoundingMode: 'floor' };
    const inputShape = [2, 7, 9, 3];
    const filterShape = [3, 2, 3, 2];
    for (const seed of [1, 2, 3, 4, 5]) {
      tf.tidy(() => {
        const x = spreadTensor(inputShape, seed);
        const filter = spreadTensor(filterShape, seed + 10);
        const dy = spreadTensor([2, 7, 9, 6], seed + 20);
        const y = tf.depthwiseConv2d(
          x.as4D(2, 7, 9, 3),
          filter.as4D(3, 2, 3, 2),
          1,
          'same',
          'NHWC',
          dilations,
        );
        const expected = y.mul(dy).sum();
        const filterGradient = kernel(
          'DepthwiseConv2dNativeBackpropFilter',
          { x, dy },
          { ...attributes, filterShape },
        );
        const imageGradient = kernel(
          'DepthwiseConv2dNativeBackpropInput',
          { dy, filter },
          { ...attributes, inputShape },
        );
        expect(filterGradient.mul(filter).sum()).toBeAllClose(expected, { rtol: 1e-4, atol: 1e-4 });
        expect(imageGradient.mul(x).sum()).toBeAllClose(expected, { rtol: 1e-4, atol: 1e-4 });
      });
    }
  });

  test('both gradients of any convolution of volumes are those of the cpu backend', async () => {
    const volume = fc.record({
      sizes: fc.tuple(length, length, length),
      filter: fc.tuple(window, window, window),
      strides: fc.tuple(window, window, window),
      inChannels: channels,
      outChannels: channels,
      pad: fc.constantFrom('same', 'valid'),
    });
    await fc.assert(
      fc.asyncProperty(volume, async ({ sizes, filter, strides, inChannels, outChannels, pad }) => {
        fc.pre(pad === 'same' || sizes.every((size, axis) => size >= (filter[axis] ?? 1)));
        const inputShape = [2, ...sizes, inChannels];
        const filterShape = [...filter, inChannels, outChannels];
        const output = sizes.map((size, axis) => {
          const room = pad === 'same' ? size : size - (filter[axis] ?? 1) + 1;
          return Math.ceil(room / (strides[axis] ?? 1));
        });
        const dy = () => spreadTensor([2, ...output, outChannels], 1);
        await expectAgreement(() =>
          kernel(
            'Conv3DBackpropFilterV2',
            { x: spreadTensor(inputShape, 2), dy: dy() },
            { strides, pad, filterShape },
          ),
        );
        await expectAgreement(() =>
          kernel(
            'Conv3DBackpropInputV2',
            { dy: dy(), filter: spreadTensor(filterShape, 2) },
            { strides, pad, inputShape },
          ),
        );
      }),
      SETTINGS,
    );
  });

  test('max pooling and its gradient are those of the cpu backend, whatever the signs', async () => {
    await fc.assert(
      fc.asyncProperty(convolution, fc.constantFrom(-2, 0, 2), async (c, shift) => {
        const pad = c.pad === 'same' ? 'same' : 'valid';
        fc.pre(pad === 'same' || (c.height >= c.filter[0] && c.width >= c.filter[1]));
        const shape = [c.batch, c.height, c.width, c.inChannels] as const;
        const images = () => spreadTensor(shape, 3).add(shift);
        const gradient = tf.grad((x) => tf.maxPool(x.as4D(...shape), c.filter, c.strides, pad).square());
        await expectAgreement(() => gradient(images()));
      }),
      SETTINGS,
    );
  });

  test('max pooling of volumes and its gradient are those of the cpu backend, whatever the signs', async () => {
    const triple = fc.tuple(window, window, window);
    await fc.assert(
      // Cubic windows: of others the cpu backend's own gradient is wrong.
      fc.asyncProperty(
        triple,
        window,
        triple,
        fc.constantFrom(-2, 0),
        async (more, filter, strides, shift) => {
          const [depth, height, width] = more;
          const shape = [2, depth + filter - 1, height + filter - 1, width + filter - 1, 2] as const;
          for (const pad of ['same', 'valid'] as const) {
            const volumes = () => spreadTensor(shape, 3).add(shift);
            const pool = (x: tf.Tensor) => tf.maxPool3d(x.as5D(...shape), filter, strides, pad);
            await expectAgreement(() => pool(volumes()));
            await expectAgreement(() => tf.grad((x) => pool(x).square())(volumes()));
          }
        },
      ),
      SETTINGS,
    );
  });
});
