import { randomStream } from '@losskit/random';
import { defineTask, taskLoss } from '@losskit/tasks';
import type { CompilePolicy } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { compare } from './compare.ts';

const SIDE = 8;
const ROWS = 24;

/** Bright corners on a dark ground, and where they are. */
function corners(seed: number, part: string) {
  const stream = randomStream(seed, `corners ${part}`);
  const inputs: number[][][][] = [];
  const targets: number[][][] = [];
  for (let row = 0; row < ROWS; row++) {
    const [top, left] = [stream.integer(2) * (SIDE / 2), stream.integer(2) * (SIDE / 2)];
    const isInside = (y: number, x: number) =>
      y >= top && y < top + SIDE / 2 && x >= left && x < left + SIDE / 2;
    const grid = <Value>(value: (y: number, x: number) => Value) =>
      Array.from({ length: SIDE }, (_, y) => Array.from({ length: SIDE }, (__, x) => value(y, x)));
    inputs.push(grid((y, x) => [(isInside(y, x) ? 1 : 0) + stream.normal(0, 0.3)]));
    targets.push(grid((y, x) => (isInside(y, x) ? 1 : 0)));
  }
  return { inputs, targets };
}

/** A mask at full and at half resolution. */
function twoHeads(): tf.LayersModel {
  const picture = tf.input({ shape: [SIDE, SIDE, 1] });
  const features = tf.layers
    .conv2d({ filters: 4, kernelSize: 2, strides: 2, activation: 'relu', name: 'features' })
    .apply(picture);
  if (!(features instanceof tf.SymbolicTensor)) throw new TypeError('Expected symbolic features.');
  const half = tf.layers.conv2d({ filters: 2, kernelSize: 1, name: 'half' }).apply(features);
  const wide = tf.layers.upSampling2d({ size: [2, 2] }).apply(features);
  if (!(wide instanceof tf.SymbolicTensor)) throw new TypeError('Expected symbolic features.');
  const full = tf.layers.conv2d({ filters: 2, kernelSize: 1, name: 'full' }).apply(wide);
  if (!(half instanceof tf.SymbolicTensor && full instanceof tf.SymbolicTensor))
    throw new TypeError('Expected outputs.');
  return tf.model({ inputs: picture, outputs: [half, full] });
}

const task = defineTask({
  name: 'corners',
  target: 'mask',
  sampling: 'fresh',
  classNames: ['ground', 'corner'],
  lossWeights: { full: 1, half: 0.5 },
  data: ({ seed }) => ({
    train: corners(seed, 'train'),
    validation: corners(seed, 'validation'),
    test: corners(seed, 'test'),
  }),
  model: twoHeads,
  learningRates: [0.05],
  steps: 60,
});

async function compared(compile: CompilePolicy) {
  const { comparison, runs } = await compare({
    tasks: [task],
    losses: ['crossEntropy', '0.5*dice+0.5*crossEntropy'],
    seeds: 2,
    backend: 'cpu',
    compile,
  });
  return { results: comparison.tasks[0]?.results ?? [], engines: runs.map(({ engine }) => engine) };
}

test('a model of two outputs is trained by both and judged by the first, compiled as well as not', async () => {
  const compiled = await compared('require');
  const eager = await compared('off');
  expect([new Set(compiled.engines), new Set(eager.engines)]).toEqual([
    new Set(['compiled']),
    new Set(['eager']),
  ]);
  for (const { loss, metrics } of compiled.results) {
    const mean = metrics.meanIntersectionOverUnion?.mean ?? Number.NaN;
    const same = eager.results.find((one) => one.loss === loss)?.metrics.meanIntersectionOverUnion?.mean;
    expect(mean).toBeGreaterThan(0.9);
    expect(mean).toBeCloseTo(same ?? Number.NaN, 2);
  }
});

test('a model that lacks an output is refused with what it gave', async () => {
  const single = () =>
    tf.sequential({ layers: [tf.layers.conv2d({ filters: 2, kernelSize: 1, inputShape: [SIDE, SIDE, 1] })] });
  const lacking = defineTask({
    name: 'corners',
    target: 'mask',
    classNames: ['ground', 'corner'],
    lossWeights: { full: 1, half: 0.5 },
    data: ({ seed }) => ({
      train: corners(seed, 'a'),
      validation: corners(seed, 'b'),
      test: corners(seed, 'c'),
    }),
    model: single,
  });
  await expect(compare({ tasks: [lacking], losses: [taskLoss('crossEntropy').name] })).rejects.toThrow(
    'task corners: expected a model that gives outputs named full, half, each [rows, 8, 8, 2] logits, or on a coarser grid after the first, as mask targets need, got [2,8,8,2] for 2 rows.',
  );
});
