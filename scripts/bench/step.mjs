// @ts-check

// Times one step of Adam five ways on every backend, and counts the kernels each takes:
//
//     pnpm build && node scripts/bench/step.mjs [--json] [--backends cpu,wasm,native] [--rounds 21]
//
// "step" is trainingStep, "bare" tf.variableGrads with tfjs's own Adam, "loop" the whole loop, all on the
// same handwritten functions. "train" is the loop on a LayersModel, "fit" that model's own; both slice their
// batches out of the same rows. The five take turns, and a ratio is the median of the rounds' ratios: of the
// time that passes, and of processor time, which other programs disturb less but which counts the threads
// that collect garbage beside the work.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import * as tf from '@tensorflow/tfjs';

import { parseBackendName, prepareBackend } from '../../packages/backends/dist/index.js';
import { train, trainingStep } from '../../packages/trainer/dist/index.js';
import { adam } from '../../packages/trainer/dist/optimizers.js';

/** @typedef {readonly tf.Variable[]} Parameters */
/** @typedef {(x: tf.Tensor) => tf.Tensor} Forward */
/** @typedef {(steps: number) => Promise<void>} Subject */

/**
 * @typedef {object} Net
 * @property {number} rows of a batch
 * @property {number[]} input shape of a row
 * @property {number} outputs
 * @property {(yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor} loss
 * @property {(input: number[]) => tf.Sequential} layers
 * @property {(x: tf.Tensor, weights: Parameters) => tf.Tensor} forward The same as the layers, by hand.
 */

const BATCHES = 4;
const READ_EVERY = 10;
const RATE = 1e-3;

/** @type {Net['loss']} */
const squaredError = (yTrue, yPred) => tf.mean(tf.square(tf.sub(yPred, yTrue)));
/** @type {Net['loss']} */
const crossEntropy = (yTrue, logits) =>
  tf.neg(tf.mean(tf.sum(tf.mul(yTrue, tf.logSoftmax(/** @type {tf.Tensor2D} */ (logits))), -1)));

/** @param {Parameters} weights @param {number} index @returns {tf.Variable} */
function at(weights, index) {
  const weight = weights[index];
  if (!weight) throw new RangeError(`step.mjs: expected weight ${index}, got none.`);
  return weight;
}

/** @param {tf.Tensor} x @param {Parameters} weights @param {number} index */
const affine = (x, weights, index) =>
  tf.add(tf.matMul(/** @type {tf.Tensor2D} */ (x), at(weights, index)), at(weights, index + 1));

/** @param {tf.Tensor} x @param {Parameters} weights @param {number} index */
function convolved(x, weights, index) {
  const filters = /** @type {tf.Variable<tf.Rank.R4>} */ (at(weights, index));
  const sums = tf.add(tf.conv2d(/** @type {tf.Tensor4D} */ (x), filters, 1, 'valid'), at(weights, index + 1));
  return tf.maxPool(/** @type {tf.Tensor4D} */ (tf.relu(sums)), 2, 2, 'valid');
}

/** @type {Readonly<Record<'line' | 'dense' | 'convolution', Net>>} */
const NETS = {
  line: {
    rows: 64,
    input: [1],
    outputs: 1,
    loss: squaredError,
    layers: (inputShape) => tf.sequential({ layers: [tf.layers.dense({ inputShape, units: 1 })] }),
    forward: (x, weights) => affine(x, weights, 0),
  },
  dense: {
    rows: 64,
    input: [784],
    outputs: 10,
    loss: crossEntropy,
    layers: (inputShape) =>
      tf.sequential({
        layers: [
          tf.layers.dense({ inputShape, units: 128, activation: 'relu' }),
          tf.layers.dense({ units: 64, activation: 'relu' }),
          tf.layers.dense({ units: 10 }),
        ],
      }),
    forward: (x, weights) => affine(tf.relu(affine(tf.relu(affine(x, weights, 0)), weights, 2)), weights, 4),
  },
  convolution: {
    rows: 32,
    input: [32, 32, 3],
    outputs: 10,
    loss: crossEntropy,
    layers: (inputShape) =>
      tf.sequential({
        layers: [
          tf.layers.conv2d({ inputShape, filters: 32, kernelSize: 3, activation: 'relu' }),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.flatten(),
          tf.layers.dense({ units: 10 }),
        ],
      }),
    forward: (x, weights) => {
      const pooled = convolved(convolved(x, weights, 0), weights, 2);
      return affine(tf.reshape(pooled, [pooled.shape[0] ?? 0, -1]), weights, 4);
    },
  },
};

/** Numbers without a pattern, the same each time. @param {number[]} shape @param {number} scale */
function numbers(shape, scale) {
  const size = tf.util.sizeFromShape(shape);
  const values = Float32Array.from({ length: size }, (_, index) => {
    const wave = Math.sin((index + 1) * 12.9898) * 43758.5453;
    return (2 * (wave - Math.floor(wave)) - 1) * scale;
  });
  return tf.tensor(values, shape);
}

/**
 * @param {tf.LayersModel} model @returns {tf.Variable[]} Fresh ones with the shapes of the model's weights.
 */
const copyWeights = (model) =>
  model.getWeights().map((weight) => {
    const inputs = tf.util.sizeFromShape(weight.shape) / (weight.shape.at(-1) ?? 1);
    return tf.variable(numbers(weight.shape, weight.rank > 1 ? Math.sqrt(3 / inputs) : 0));
  });

/**
 * The five ways to train a net.
 *
 * @param {Net} net @param {number} rows
 * @returns {Readonly<Record<'step' | 'bare' | 'loop' | 'train' | 'fit', Subject>>}
 */
function subjectsOf({ input, outputs, loss, layers, forward }, rows) {
  const xs = numbers([rows * BATCHES, ...input], 1);
  const ys = outputs === 1 ? numbers([rows * BATCHES, 1], 1) : oneHot(rows * BATCHES, outputs);
  const batch = { inputs: tf.slice(xs, 0, rows), targets: tf.slice(ys, 0, rows) };
  const sizes = layers(input);

  const optimizer = adam({ learningRate: RATE });
  const handwritten = () => {
    const weights = copyWeights(sizes);
    const variables = Object.fromEntries(weights.map((variable, index) => [`weight${index}`, variable]));
    return { variables, predict: (/** @type {tf.Tensor} */ x) => forward(x, weights) };
  };
  const definition = { model: handwritten(), loss, optimizer };
  let state = optimizer.transform.init(definition.model.variables);
  const looped = handwritten();

  const theirs = copyWeights(sizes);
  const theirAdam = tf.train.adam(RATE);

  const trained = layers(input);
  const fitted = layers(input);
  fitted.compile({ loss, optimizer: tf.train.adam(RATE) });

  function* slices(/** @type {number} */ steps) {
    for (let step = 0; step < steps; step += 1) {
      const begin = (step % BATCHES) * rows;
      const one = { inputs: tf.slice(xs, begin, rows), targets: tf.slice(ys, begin, rows) };
      yield one;
      tf.dispose([one.inputs, one.targets]);
    }
  }

  return {
    async step(steps) {
      for (let step = 1; step <= steps; step += 1) {
        const rate = tf.scalar(RATE);
        const result = trainingStep(definition, state, batch, rate);
        tf.dispose([state, rate]);
        state = result.state;
        if (step % READ_EVERY === 0 || step === steps) await result.loss.data();
        result.loss.dispose();
      }
    },
    async bare(steps) {
      for (let step = 1; step <= steps; step += 1) {
        const { value, grads } = tf.variableGrads(
          () => /** @type {tf.Scalar} */ (loss(batch.targets, forward(batch.inputs, theirs))),
          theirs,
        );
        theirAdam.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
        tf.dispose(grads);
        if (step % READ_EVERY === 0 || step === steps) await value.data();
        value.dispose();
      }
    },
    async loop(steps) {
      const batches = new Array(steps).fill(batch);
      const progress = train({ model: looped, batches, loss, optimizer, readEvery: READ_EVERY });
      for await (const _ of progress);
    },
    async train(steps) {
      const progress = train({
        model: trained,
        batches: slices(steps),
        loss,
        optimizer,
        readEvery: READ_EVERY,
      });
      for await (const _ of progress);
    },
    async fit(steps) {
      const epochs = Math.max(1, Math.round(steps / BATCHES));
      await fitted.fit(xs, ys, { batchSize: rows, epochs, shuffle: false, verbose: 0 });
    },
  };
}

/** @param {number} rows @param {number} classes */
const oneHot = (rows, classes) =>
  tf.tidy(() => {
    const ids = Int32Array.from({ length: rows }, (_, row) => row % classes);
    return tf.cast(tf.oneHot(tf.tensor1d(ids, 'int32'), classes), 'float32');
  });

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? Number.NaN) + (sorted[sorted.length >> 1] ?? Number.NaN)) / 2;
}

/** What a run takes, in milliseconds. @param {() => Promise<void>} run */
async function timeOf(run) {
  const begin = performance.now();
  const processor = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(processor);
  return { elapsed: performance.now() - begin, processor: (user + system) / 1000 };
}

/** Kernels of one step. @param {Subject} subject */
async function kernelsOf(subject) {
  const count = async (/** @type {number} */ steps) =>
    (await tf.profile(async () => subject(steps).then(() => tf.scalar(0)))).kernels.length;
  return ((await count(2 * BATCHES)) - (await count(BATCHES))) / BATCHES;
}

/** @param {string} backend @param {number} rounds */
async function measure(backend, rounds) {
  await prepareBackend(parseBackendName(backend), 'dense');
  /** @type {Record<string, Record<string, number>>} */
  const results = {};
  for (const [name, net] of Object.entries(NETS)) {
    // Plain JavaScript needs half a minute for a whole batch of pictures.
    const slow = backend === 'cpu' && name === 'convolution';
    const subjects = Object.entries(subjectsOf(net, slow ? 1 : net.rows));
    /** @type {Map<string, number>} */
    const kernels = new Map();
    for (const [subject, run] of subjects) kernels.set(subject, await kernelsOf(run));
    const first = subjects[0];
    if (!first) throw new RangeError('step.mjs: expected subjects, got none.');
    const once = (await timeOf(() => first[1](BATCHES))).elapsed / BATCHES;
    const steps = slow ? BATCHES : Math.max(BATCHES, Math.ceil(100 / once / BATCHES) * BATCHES);
    /** @type {Record<string, { elapsed: number, processor: number }[]>} */
    const times = Object.fromEntries(subjects.map(([subject]) => [subject, []]));
    for (let round = 0; round < (slow ? Math.min(rounds, 3) : rounds); round += 1) {
      const order = round % 2 === 0 ? subjects : [...subjects].reverse();
      for (const [subject, run] of order) times[subject]?.push(await timeOf(() => run(steps)));
    }
    const ratios = (/** @type {string} */ of, /** @type {string} */ to) => {
      const pairs = (times[of] ?? []).map((one, round) => ({ one, other: times[to]?.[round] ?? one }));
      return {
        [`${of} / ${to}`]: median(pairs.map(({ one, other }) => one.elapsed / other.elapsed)),
        [`${of} / ${to} processor`]: median(pairs.map(({ one, other }) => one.processor / other.processor)),
      };
    };
    results[name] = {
      ...Object.fromEntries(
        Object.entries(times).map(([subject, all]) => [
          `${subject} ms`,
          median(all.map(({ elapsed }) => elapsed / steps)),
        ]),
      ),
      ...Object.fromEntries([...kernels].map(([subject, count]) => [`${subject} kernels`, count])),
      ...ratios('step', 'bare'),
      ...ratios('loop', 'bare'),
      ...ratios('train', 'fit'),
    };
  }
  return results;
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    backends: { type: 'string', default: 'cpu,wasm,native' },
    rounds: { type: 'string', default: '21' },
    measure: { type: 'string' },
  },
});

if (values.measure) {
  console.log(JSON.stringify(await measure(values.measure, Number(values.rounds))));
} else {
  /** @type {Record<string, unknown>} */
  const all = {};
  for (const backend of values.backends.split(',')) {
    const output = execFileSync(
      process.execPath,
      [fileURLToPath(import.meta.url), '--measure', backend, '--rounds', values.rounds],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const results = JSON.parse(output);
    all[backend] = results;
    if (values.json) continue;
    for (const [net, row] of Object.entries(results)) {
      const cells = Object.entries(row).map(([key, value]) => `${key} ${Number(value).toPrecision(3)}`);
      console.log(`${backend.padEnd(7)} ${net.padEnd(12)} ${cells.join('   ')}`);
    }
  }
  if (values.json) console.log(JSON.stringify(all));
}
