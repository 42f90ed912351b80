// @ts-check

// Trains a net with dropout and batch norm for 10,000 steps and prints what memory holds every 1,000 steps:
//
//     pnpm build && node scripts/bench/memory.mjs [--backend cpu] [--steps 10000]
//
// Tensors and their bytes are the same in every line but the last, which still holds its batch; the process
// must not keep growing.

import { parseArgs } from 'node:util';

import * as tf from '@tensorflow/tfjs';

import { parseBackendName, prepareBackend } from '../../packages/backends/dist/index.js';
import { datasetBatches, prefetch, train } from '../../packages/trainer/dist/index.js';
import { adam } from '../../packages/trainer/dist/optimizers.js';

const { values } = parseArgs({
  options: { backend: { type: 'string', default: 'cpu' }, steps: { type: 'string', default: '10000' } },
});
await prepareBackend(parseBackendName(values.backend), 'tiny');

const ROWS = 64;
const { layers } = tf;
const model = tf.sequential({
  layers: [
    layers.dense({ inputShape: [4], units: 8, activation: 'relu' }),
    layers.batchNormalization(),
    layers.dropout({ rate: 0.2 }),
    layers.dense({ units: 1 }),
  ],
});
const rows = Array.from({ length: ROWS }, (_, row) =>
  [0, 1, 2, 3].map((column) => Math.sin(row * 7 + column)),
);
const dataset = tf.data.zip({
  xs: tf.data.array(rows),
  ys: tf.data.array(rows.map((row) => [row.reduce((sum, value) => sum + value, 0)])),
});
const progress = train({
  model,
  batches: prefetch(datasetBatches(dataset.shuffle(ROWS, 'seed').batch(16)), 3),
  loss: (yTrue, yPred) => tf.mean(tf.square(tf.sub(yPred, yTrue))),
  optimizer: adam({ learningRate: 1e-3 }),
  steps: Number(values.steps),
  readEvery: 100,
});
console.log('   step   tensors     bytes   resident MB');
for await (const { step } of progress) {
  if (step % 1000 !== 0) continue;
  const { numTensors, numBytes } = tf.memory();
  const resident = process.memoryUsage().rss / 2 ** 20;
  console.log(
    [
      String(step).padStart(7),
      String(numTensors).padStart(9),
      String(numBytes).padStart(9),
      resident.toFixed(0).padStart(13),
    ].join(' '),
  );
}
