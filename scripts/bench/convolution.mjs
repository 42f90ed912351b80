// @ts-check

// One Adam step of a convolution net (32×32×3 images, 32 and 64 filters of 3×3, batch 32) on each backend:
//
//     npx -y pnpm@12 build && node scripts/bench/convolution.mjs [--rounds 1] [--backends cpu,wasm,native]
//
// Ratios of one run: times of different machines or moments don't compare. A step on cpu takes up to half a
// minute.
import { parseArgs } from 'node:util';

import * as tf from '@tensorflow/tfjs';

import { parseBackendName, prepareBackend } from '../../packages/backends/dist/index.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' },
    backends: { type: 'string', default: 'cpu,wasm' },
  },
});

const BATCH = 32;
const CLASSES = 10;

/** @typedef {{ backend: string, step: () => number, times: number[] }} Contestant */

/** @param {string} backend @returns {Contestant} */
function contestant(backend) {
  const { layers } = tf;
  const model = tf.sequential({
    layers: [
      layers.conv2d({ inputShape: [32, 32, 3], filters: 32, kernelSize: 3, activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: CLASSES }),
    ],
  });
  const size = BATCH * 32 * 32 * 3;
  const images = tf.tensor4d(
    Float32Array.from({ length: size }, (_, index) => Math.sin(12.9898 * index)),
    [BATCH, 32, 32, 3],
  );
  const labels = tf.oneHot(
    tf.tensor1d(
      Array.from({ length: BATCH }, (_, index) => index % CLASSES),
      'int32',
    ),
    CLASSES,
  );
  const optimizer = tf.train.adam(1e-3);
  const step = () => {
    const start = performance.now();
    const loss = optimizer.minimize(() => {
      const logits = model.apply(images, { training: true });
      if (!(logits instanceof tf.Tensor)) throw new TypeError('model: expected one tensor, got several.');
      return tf.losses.softmaxCrossEntropy(labels, logits);
    }, true);
    // Reading the loss waits for a backend that works ahead.
    loss?.dataSync();
    loss?.dispose();
    return performance.now() - start;
  };
  return { backend, step, times: [] };
}

/** @param {readonly number[]} times */
const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** @type {Contestant[]} */
const contestants = [];
/** @type {Map<string, string>} */
const names = new Map();
for (const name of values.backends.split(',')) {
  await prepareBackend(parseBackendName(name), 'convolution');
  names.set(name, tf.getBackend());
  const entry = contestant(name);
  contestants.push(entry);
  // Compiles and fills caches; the cpu backend's step is so long that it doesn't matter.
  if (name !== 'cpu') for (let warmup = 0; warmup < 3; warmup++) entry.step();
}

// A slow step is taken once per round, a fast one before and after it, so that all see the same machine.
for (let round = 0; round < Number(values.rounds); round++) {
  for (const { backend, step, times } of [...contestants, ...contestants.toReversed()]) {
    await tf.setBackend(names.get(backend) ?? backend);
    if (backend === 'cpu') {
      if (times.length === round) times.push(step());
    } else {
      for (let repeat = 0; repeat < 10; repeat++) times.push(step());
    }
  }
}

const reference = contestants[0];
if (reference) {
  const base = median(reference.times);
  for (const { backend, times } of contestants) {
    const time = median(times);
    const spread = `${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}`;
    console.log(
      `${backend.padEnd(6)} ${time.toFixed(1).padStart(9)} ms (${spread}; ${times.length} steps)  ` +
        `${(base / time).toFixed(1)}× ${reference.backend}`,
    );
  }
}
