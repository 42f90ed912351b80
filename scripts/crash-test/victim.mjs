// @ts-check

import { createHash } from 'node:crypto';
/**
 * A run that is meant to be killed: a small network with dropout, shuffled batches and one of the optimizers,
 * saved every few steps. Goes on where it was, by itself. Prints a line whenever it tells, and at the end the
 * digest of its last checkpoint.
 *
 * Usage: node victim.mjs FOLDER OPTIMIZER SEED [FILL]; with FILL it keeps that many megabytes a step.
 */
import { randomStream } from '@losskit/random';
import { train } from '@losskit/trainer';
import { encodeCheckpoint, openCheckpointFolder } from '@losskit/trainer/checkpoints';
import * as optimizers from '@losskit/trainer/optimizers';
import { cosineDecay } from '@losskit/trainer/schedules';
import * as tf from '@tensorflow/tfjs';

const [, , path = '', optimizerName = 'adam', seedText = '0', fill = '0'] = process.argv;
const seed = Number(seedText);
const STEPS = 60;
const ROWS = 24;
const BATCH = 5;

tf.enableProdMode();
await tf.setBackend('cpu');

/** @param {string} purpose @param {number} size @param {number} [step] */
const numbers = (purpose, size, step) => {
  const random = randomStream(seed, purpose, step);
  return Float32Array.from({ length: size }, () => random.normal());
};
const inputs = numbers('inputs', ROWS * 4);
const targets = numbers('targets', ROWS);

const variables = tf.tidy(() => ({
  'hidden/kernel': tf.variable(tf.tensor2d(numbers('hidden', 32), [4, 8])),
  'hidden/bias': tf.variable(tf.zeros([8])),
  'score/kernel': tf.variable(tf.tensor2d(numbers('score', 8), [8, 1])),
}));

const model = {
  variables,
  /** @param {tf.Tensor} rows @param {{ training: boolean, step?: number | undefined }} context */
  predict(rows, { training, step = 0 }) {
    const hidden = tf.relu(
      tf.add(
        tf.matMul(/** @type {tf.Tensor2D} */ (rows), variables['hidden/kernel']),
        variables['hidden/bias'],
      ),
    );
    // Dropout: the mask depends on (seed, step) alone.
    const mask = numbers('dropout', 8, step).map((number) => (number > 0 ? 2 : 0));
    const kept = training ? tf.mul(hidden, tf.tensor1d(mask)) : hidden;
    return tf.reshape(tf.matMul(/** @type {tf.Tensor2D} */ (kept), variables['score/kernel']), [-1]);
  },
};

/** Batches in an order that each epoch draws anew. */
function* batchesFrom(/** @type {number} */ first) {
  const perEpoch = Math.ceil(ROWS / BATCH);
  for (let step = first; step < STEPS; step++) {
    const order = randomStream(seed, 'order', Math.floor(step / perEpoch)).permutation(ROWS);
    const rows = order.slice((step % perEpoch) * BATCH, (step % perEpoch) * BATCH + BATCH);
    const batch = {
      inputs: tf.tensor2d(
        Float32Array.from([...rows].flatMap((row) => [...inputs.subarray(row * 4, row * 4 + 4)])),
        [rows.length, 4],
      ),
      targets: tf.tensor1d(Float32Array.from(rows, (row) => targets[row] ?? 0)),
    };
    yield batch;
    tf.dispose([batch.inputs, batch.targets]);
  }
}

/** @type {Readonly<Record<string, () => import('@losskit/trainer/optimizers').Optimizer>>} */
const OPTIMIZERS = {
  adam: () => optimizers.adam({ learningRate: cosineDecay({ learningRate: 0.05, decaySteps: STEPS }) }),
  adamW: () => optimizers.adamW({ learningRate: 0.02 }),
  nadam: () => optimizers.nadam({ learningRate: 0.02 }),
  radam: () => optimizers.radam({ learningRate: 0.02 }),
  adagrad: () => optimizers.adagrad({ learningRate: 0.05 }),
  adadelta: () => optimizers.adadelta({}),
  rmsprop: () => optimizers.rmsprop({ learningRate: 0.01, centered: true, momentum: 0.5 }),
  adamax: () => optimizers.adamax({ learningRate: 0.02 }),
  lion: () => optimizers.lion({ learningRate: 0.01 }),
  lamb: () => optimizers.lamb({ learningRate: 0.02 }),
  adafactor: () => optimizers.adafactor({}),
  momentum: () => optimizers.momentum({ learningRate: 0.001, nesterov: true }),
  sgd: () => optimizers.sgd({ learningRate: 0.003 }),
  accumulated: () => optimizers.accumulateGradients(optimizers.adam({ learningRate: 0.02 }), 4),
  averaged: () => optimizers.averageWeights(optimizers.adam({ learningRate: 0.02 }), 0.9),
};
const makeOptimizer = OPTIMIZERS[optimizerName];
if (!makeOptimizer) throw new RangeError(`victim: expected an optimizer, got '${optimizerName}'.`);

const folder = await openCheckpointFolder(path);
const found = await folder.newest();
const identity = { optimizer: optimizerName, seed };
/** @type {number[]} */
const curve = Array.isArray(found?.checkpoint.memory) ? [...found.checkpoint.memory].map(Number) : [];
let bytes = found && encodeCheckpoint(found.checkpoint);
/** @type {unknown[]} */
const hoard = [];

for await (const told of train({
  model,
  batches: batchesFrom,
  loss: (yTrue, yPred) => tf.mean(tf.square(tf.sub(yPred, yTrue))),
  optimizer: makeOptimizer(),
  readEvery: 4,
  checkpointEvery: 3,
  resume: found?.checkpoint.state,
})) {
  process.stdout.write(`step ${told.step}\n`);
  for (let megabyte = 0; megabyte < Number(fill); megabyte++) hoard.push(new Array(2 ** 17).fill(told.step));
  if (told.step % 4 === 0) curve.push(told.loss);
  if (told.step % 3 !== 0 && told.step !== STEPS) continue;
  const checkpoint = { state: await told.state(), identity, memory: [...curve], accepted: [] };
  bytes = encodeCheckpoint(checkpoint);
  await folder.save('step', checkpoint);
}
await folder.close();
// The last checkpoint has it all: weights, optimizer state, losses, history, curve.
const digest = createHash('sha256')
  .update(bytes ?? '')
  .digest('hex');
process.stdout.write(`digest ${digest}\n`);
