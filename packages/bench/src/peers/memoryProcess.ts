import { type BackendName, parseBackendName, prepareBackend } from '@losskit/backends';
import { seededBatches } from '@losskit/data';
import { randomStream } from '@losskit/random';
import { train } from '@losskit/trainer';
import { adam } from '@losskit/trainer/optimizers';
import * as tf from '@tensorflow/tfjs';

import type { MemoryUse } from '../result/BenchResult.ts';

const ROWS = 64;
const INPUTS = 4;

/** A network with what keeps state beside its weights: dropout and batch normalization. */
function network(): tf.LayersModel {
  const { layers } = tf;
  return tf.sequential({
    layers: [
      layers.dense({ inputShape: [INPUTS], units: 8, activation: 'relu' }),
      layers.batchNormalization(),
      layers.dropout({ rate: 0.2 }),
      layers.dense({ units: 1 }),
    ],
  });
}

function normalNumbers(purpose: string, length: number): Float32Array {
  const stream = randomStream(1, purpose);
  return Float32Array.from({ length }, () => stream.normal());
}

/** What memory holds every `every` steps of a training. */
async function measureMemory(
  backend: BackendName,
  compile: 'require' | 'off',
  steps: number,
  every: number,
): Promise<MemoryUse['rows']> {
  await prepareBackend(backend, 'tiny');
  const rows = {
    rows: ROWS,
    inputs: { values: normalNumbers('bench inputs', ROWS * INPUTS), rowShape: [INPUTS] },
    targets: { values: normalNumbers('bench targets', ROWS), rowShape: [1] },
  };
  const found: MemoryUse['rows'] = [];
  const progress = train({
    model: network(),
    batches: seededBatches(rows, { batchSize: 16, seed: 1 }),
    loss: (yTrue, yPred) => tf.mean(tf.square(tf.sub(yPred, yTrue))),
    optimizer: adam({ learningRate: 1e-3 }),
    steps,
    readEvery: every,
    compile,
  });
  for await (const { step } of progress) {
    const { numTensors: tensors, numBytes: bytes } = tf.memory();
    found.push({ step, tensors, bytes, residentBytes: process.memoryUsage().rss });
  }
  return found;
}

// node memoryProcess.js BACKEND compiled|eager STEPS EVERY: prints the rows as JSON.
const [backend = '', engine, steps, every] = process.argv.slice(2);
const found = await measureMemory(
  parseBackendName(backend),
  engine === 'compiled' ? 'require' : 'off',
  Number(steps),
  Number(every),
);
process.stdout.write(`${JSON.stringify(found)}\n`);
