import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { describeEngine } from './describeEngine.ts';
import { prepareBackend } from './prepareBackend.ts';
import { findAdapter } from './webgpu/openDevice.ts';

const missing = await findAdapter().then(
  () => undefined,
  (error: Error) => error.message,
);

/** Of more numbers than tfjs leaves to plain JavaScript. */
const onDevice = (shape: number[], dtype: 'float32' | 'int32' = 'float32') =>
  tf.tidy(() => {
    const size = tf.util.sizeFromShape(shape);
    const numbers = Array.from({ length: size }, (_, index) => (index % 23) - 11);
    return tf.add(tf.tensor(numbers, shape, dtype), tf.scalar(0, dtype));
  });

function device(): GPUDevice {
  const found: unknown = Reflect.get(tf.backend(), 'device');
  if (found instanceof GPUDevice) return found;
  throw new TypeError('test: expected the backend to have a device, got none.');
}

describe.skipIf(missing !== undefined)(`webgpu${missing === undefined ? '' : ` (${missing})`}`, () => {
  let before = 'cpu';
  beforeAll(async () => {
    before = tf.getBackend();
    await prepareBackend('webgpu', 'dense');
  });
  afterAll(async () => {
    await tf.setBackend(before);
  });

  test('names its adapter, and whether it is software', async () => {
    const { engine, inSoftware } = await describeEngine('webgpu');
    expect(engine).toMatch(/^WebGPU on .+/);
    expect(inSoftware).toBeTypeOf('boolean');
  });

  test('reads at once what it reads later', async () => {
    const x = onDevice([60, 70]);
    const product = tf.matMul(x, x, true);
    expect([...product.dataSync()]).toEqual([...(await product.data())]);
  });

  test('reads over and over without a turn of the event loop, and leaves one turn to come', () => {
    const turns = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Immediate').length;
    const before = turns();
    for (let read = 0; read < 20; read++) tf.tidy(() => tf.add(onDevice([2000]), read).dataSync());
    expect(turns()).toBeLessThanOrEqual(before + 1);
  });

  test('transposes whole numbers that a float cannot hold', () => {
    const x = tf.add(tf.fill([40, 50], 2 ** 24, 'int32'), tf.range(0, 2000, 1, 'int32').reshape([40, 50]));
    expect(tf.transpose(tf.reshape(x, [2, 20, 50]), [0, 2, 1]).shape).toEqual([2, 50, 20]);
    const [first, second] = tf.transpose(onDevice([40, 50], 'int32')).dataSync();
    expect([first, second]).toEqual([-11, (50 % 23) - 11]);
  });

  test('multiplies batches that are both repeated', () => {
    const a = tf.tensor([1, 2], [2, 1, 1, 1]);
    expect(tf.matMul(a, tf.tensor([1, 10, 100], [1, 3, 1, 1]))).toBeAllClose([1, 10, 100, 2, 20, 200]);
  });

  test('adds up segments and long products to the same bits each time', () => {
    const twice = (compute: () => tf.Tensor) => {
      const [first, second] = [compute(), compute()].map((x) => [...x.dataSync()]);
      expect(first).toEqual(second);
    };
    const x = tf.mul(onDevice([4000, 24]), 0.37);
    const ids = tf.tensor1d(
      Array.from({ length: 4000 }, (_, index) => index % 7),
      'int32',
    );
    twice(() => tf.unsortedSegmentSum(x, ids, 7));
    twice(() => tf.matMul(x, x, true));
  });

  test('an operation that the device refuses throws where it is read, and the next one runs', () => {
    device().createBuffer({ size: 16, usage: 0xffff });
    expect(() => tf.add(onDevice([2000]), 1).dataSync()).toThrow(
      expect.objectContaining({ name: 'LosskitError', code: 'device-failed' }),
    );
    expect(tf.add(onDevice([2000]), 1).dataSync()[0]).toBe(-10);
  });

  test('a shader that does not compile throws at once', () => {
    const module = device().createShaderModule({ code: 'no shader' });
    expect(() => device().createComputePipeline({ compute: { module }, layout: 'auto' })).toThrow(
      expect.objectContaining({ code: 'device-failed' }),
    );
  });

  test('a lost device throws at every read, and is replaced when it is prepared again', async () => {
    const x = onDevice([2000]);
    device().destroy();
    const lost = expect.objectContaining({ code: 'device-lost' });
    expect(() => tf.add(x, 1).dataSync()).toThrow(lost);
    await expect(tf.add(x, 1).data()).rejects.toThrow(lost);
    await prepareBackend('webgpu', 'dense');
    expect(tf.add(onDevice([2000]), 1).dataSync()[0]).toBe(-10);
  });
});
