// Each test first runs LayersModel.fit, or an optimizer of tfjs 4.22, into one of its faults, so that the
// table in docs/explanation/fourteen-faults.md is measured; then it does the same with losskit.

import { prepareBackend } from '@losskit/backends';
import { randomStream } from '@losskit/random';
import { type Batch, train } from '@losskit/trainer';
import { adam, sgd } from '@losskit/trainer/optimizers';
import * as tf from '@tensorflow/tfjs';
import { afterAll, expect, test } from 'vitest';

import { compiledLine, meanSquaredError, numbersOf } from './models.ts';
import { runToEnd } from './runToEnd.ts';

afterAll(() => {
  tf.disposeVariables();
});

const { layers } = tf;
const still = sgd({ learningRate: 0 });

test('F9: options that there are not are ignored; ours name the nearest', async () => {
  const model = compiledLine(0);
  const xs = tf.ones([2, 1]);
  const misspelt = {
    epochs: 1,
    verbose: 0 as const,
    batchsize: 1,
    lr: 3,
    callbacks: { earlyStop: true, foo: 1 },
  };
  await expect(Reflect.apply(model.fit, model, [xs, xs, misspelt])).resolves.toBeDefined();

  const options = { model, batches: [{ inputs: xs, targets: xs }], loss: meanSquaredError, optimizer: still };
  await expect(runToEnd({ ...options, ...{ readevery: 1 } })).rejects.toThrow(/readevery.*readEvery/);
});

test('F10: training goes on after the loss is NaN; ours stops at that step and says why', async () => {
  const [xs, ys] = [tf.ones([2, 1]), tf.fill([2, 1], 3)];
  const { history } = await compiledLine(1e30).fit(xs, ys, { epochs: 6, verbose: 0 });
  expect(history.loss).toHaveLength(6);
  expect(numbersOf(history.loss).at(-1)).toBeNaN();

  const batches = new Array(6).fill({ inputs: xs, targets: ys });
  await expect(
    runToEnd({
      model: compiledLine(0),
      batches,
      loss: meanSquaredError,
      optimizer: sgd({ learningRate: 1e30 }),
    }),
  ).rejects.toMatchObject({
    code: 'loss-not-finite',
    location: { step: 2 },
    message: expect.stringContaining('lower the learning rate (now 1e+30)'),
  });
});

test('F11: the order of rows is drawn anew in every run; ours depends on the seed', async () => {
  const rows = 20;
  const values = Array.from({ length: rows }, (_, row) => row / rows);
  const [xs, ys] = [
    tf.tensor2d(values, [rows, 1]),
    tf.tensor2d(
      values.map((x) => x * (x + 1)),
      [rows, 1],
    ),
  ];
  const fitted = async () => {
    const model = compiledLine(0.5);
    await model.fit(xs, ys, { epochs: 1, batchSize: 1, verbose: 0, shuffle: true });
    return model.getWeights()[0]?.dataSync()[0];
  };
  // The same two orders of 20 rows: one in 2.4 · 10¹⁸.
  expect(await fitted()).not.toBe(await fitted());

  function* shuffled(seed: number): Generator<Batch> {
    for (const row of randomStream(seed, 'batch order').permutation(rows)) {
      yield { inputs: tf.slice(xs, row, 1), targets: tf.slice(ys, row, 1) };
    }
  }
  const trained = async (seed: number) => {
    const model = compiledLine(0);
    const options = { model, loss: meanSquaredError, optimizer: sgd({ learningRate: 0.5 }) };
    await runToEnd({ ...options, batches: shuffled(seed) });
    return model.getWeights()[0]?.dataSync()[0];
  };
  expect(await trained(7)).toBe(await trained(7));
  expect(await trained(7)).not.toBe(await trained(8));
});

test('F14: convolutions and embeddings don’t train on WebAssembly; with losskit’s backend they do', async () => {
  const before = tf.getBackend();
  await tf.setBackend('wasm');
  const pictures = () =>
    tf.sequential({
      layers: [
        layers.conv2d({ inputShape: [6, 6, 1], filters: 2, kernelSize: 3, kernelInitializer: 'ones' }),
        layers.flatten(),
        layers.dense({ units: 1, kernelInitializer: 'ones' }),
      ],
    });
  const words = () =>
    tf.sequential({
      layers: [
        layers.embedding({ inputDim: 5, outputDim: 2, inputLength: 3, embeddingsInitializer: 'ones' }),
        layers.flatten(),
        layers.dense({ units: 1, kernelInitializer: 'ones' }),
      ],
    });
  const tasks = [
    { make: pictures, inputs: tf.ones([2, 6, 6, 1]), missing: 'Conv2DBackpropFilter' },
    {
      make: words,
      inputs: tf.tensor2d([
        [0, 1, 2],
        [2, 3, 4],
      ]),
      missing: 'UnsortedSegmentSum',
    },
  ];
  const targets = tf.zeros([2, 1]);
  for (const { make, inputs, missing } of tasks) {
    const model = make();
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    await expect(model.fit(inputs, targets, { epochs: 1, verbose: 0 })).rejects.toThrow(
      `Kernel '${missing}' not registered for backend 'wasm'`,
    );
  }

  await prepareBackend('wasm', 'convolution');
  for (const { make, inputs } of tasks) {
    const losses: number[] = [];
    const options = {
      model: make(),
      loss: meanSquaredError,
      optimizer: adam({ learningRate: 0.05 }),
      readEvery: 1,
    };
    const batches = new Array(20).fill({ inputs, targets });
    for await (const { loss } of train({ ...options, batches })) losses.push(loss);
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 2);
  }
  await tf.setBackend(before);
});
