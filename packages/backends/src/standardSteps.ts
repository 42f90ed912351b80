import * as tf from '@tensorflow/tfjs-core';

import type { Workload } from './Workload.ts';

/** A model that is ready to train on the selected backend. */
export interface StepRunner {
  /** One Adam step on the same batch. @returns The loss before the step. */
  readonly step: () => Promise<number>;
  readonly dispose: () => void;
}

/** A small training step that every backend can be measured and compared on. */
export interface StandardStep {
  readonly name: 'line' | 'dense' | 'convolution';
  readonly workload: Workload;
  /** What is trained, as a phrase. */
  readonly description: string;
  /** Rows of a batch. */
  readonly batch: number;
  readonly start: (batch?: number) => StepRunner;
}

/** Numbers without a pattern that are the same on every backend and need no random generator. */
function numbers(shape: number[], scale: number, phase: number): tf.Tensor {
  const size = shape.reduce((product, side) => product * side, 1);
  const values = Float32Array.from({ length: size }, (_, index) => {
    const wave = Math.sin((index + 1) * 12.9898 + phase) * 43758.5453;
    return (2 * (wave - Math.floor(wave)) - 1) * scale;
  });
  return tf.tensor(values, shape);
}

/** Weights of that many inputs, small enough for a deep network to start well. */
const weights = (shape: number[], inputs: number, phase: number): tf.Tensor =>
  numbers(shape, Math.sqrt(3 / inputs), phase);

type Parameters = readonly tf.Variable[];

function runner(
  initial: readonly tf.Tensor[],
  data: readonly tf.Tensor[],
  loss: (parameters: Parameters) => tf.Tensor,
  learningRate: number,
): StepRunner {
  const variables = initial.map((tensor) => {
    const variable = tf.variable(tensor);
    tensor.dispose();
    return variable;
  });
  const optimizer = tf.train.adam(learningRate);
  return {
    async step() {
      const cost = optimizer.minimize(() => tf.reshape(loss(variables), []), true, variables);
      if (!cost) throw new TypeError('standard step: expected a loss, got none.');
      const [value = Number.NaN] = await cost.data();
      cost.dispose();
      return value;
    },
    dispose() {
      tf.dispose([...variables, ...data]);
      optimizer.dispose();
    },
  };
}

function at(parameters: Parameters, index: number): tf.Tensor {
  const parameter = parameters[index];
  if (!parameter) throw new RangeError(`standard step: expected parameter ${index}, got none.`);
  return parameter;
}

function line(batch = 64): StepRunner {
  const x = numbers([batch, 1], 1, 0);
  const y = tf.tidy(() => tf.add(tf.mul(x, 3), 1));
  return runner(
    [weights([1, 1], 1, 1), tf.zeros([1])],
    [x, y],
    (p) => tf.mean(tf.square(tf.sub(tf.add(tf.matMul(x, at(p, 0)), at(p, 1)), y))),
    0.01,
  );
}

/** Mean softmax cross-entropy with one-hot classes. */
const crossEntropy = (classes: tf.Tensor, scores: tf.Tensor): tf.Tensor =>
  tf.neg(tf.mean(tf.sum(tf.mul(classes, tf.logSoftmax(scores)), -1)));

const oneHot = (batch: number, classes: number): tf.Tensor =>
  tf.tidy(() => {
    const ids = Int32Array.from({ length: batch }, (_, row) => row % classes);
    return tf.cast(tf.oneHot(tf.tensor1d(ids, 'int32'), classes), 'float32');
  });

function dense(batch = 64): StepRunner {
  const x = numbers([batch, 784], 1, 0);
  const y = oneHot(batch, 10);
  return runner(
    [
      weights([784, 128], 784, 1),
      tf.zeros([128]),
      weights([128, 64], 128, 2),
      tf.zeros([64]),
      weights([64, 10], 64, 3),
      tf.zeros([10]),
    ],
    [x, y],
    (p) => {
      const first = tf.relu(tf.add(tf.matMul(x, at(p, 0)), at(p, 1)));
      const second = tf.relu(tf.add(tf.matMul(first, at(p, 2)), at(p, 3)));
      return crossEntropy(y, tf.add(tf.matMul(second, at(p, 4)), at(p, 5)));
    },
    0.001,
  );
}

function filters(parameters: Parameters, index: number): tf.Tensor4D {
  const parameter = at(parameters, index);
  const [height = 1, width = 1, inputs = 1, outputs = 1] = parameter.shape;
  return tf.reshape<tf.Rank.R4>(parameter, [height, width, inputs, outputs]);
}

function convolution(batch = 32): StepRunner {
  const x = tf.reshape<tf.Rank.R4>(numbers([batch, 32, 32, 3], 1, 0), [batch, 32, 32, 3]);
  const y = oneHot(batch, 10);
  return runner(
    [
      weights([3, 3, 3, 32], 27, 1),
      tf.zeros([32]),
      weights([3, 3, 32, 64], 288, 2),
      tf.zeros([64]),
      weights([2304, 10], 2304, 3),
      tf.zeros([10]),
    ],
    [x, y],
    (p) => {
      const first = tf.relu(tf.add<tf.Tensor4D>(tf.conv2d(x, filters(p, 0), 1, 'valid'), at(p, 1)));
      const pooled = tf.maxPool(first, 2, 2, 'valid');
      const second = tf.relu(tf.add<tf.Tensor4D>(tf.conv2d(pooled, filters(p, 2), 1, 'valid'), at(p, 3)));
      const flat = tf.reshape(tf.maxPool(second, 2, 2, 'valid'), [batch, 2304]);
      return crossEntropy(y, tf.add(tf.matMul(flat, at(p, 4)), at(p, 5)));
    },
    0.001,
  );
}

/**
 * The steps that `losskit doctor` and the benchmarks time: a line, a dense network, a convolution network.
 */
export const STANDARD_STEPS: readonly StandardStep[] = [
  { name: 'line', workload: 'tiny', description: 'a line, 64 rows', batch: 64, start: line },
  { name: 'dense', workload: 'dense', description: '784-128-64-10, 64 rows', batch: 64, start: dense },
  {
    name: 'convolution',
    workload: 'convolution',
    description: '32x32x3, 32 and 64 filters, 32 images',
    batch: 32,
    start: convolution,
  },
];

/**
 * Times a step on the selected backend.
 *
 * @param seconds - How long to measure after two steps of warming up. Default 0.5.
 * @param batch - Rows, where the step's own batch would take too long; the time is scaled to the full batch.
 * @returns Milliseconds of the fastest step, which other programs disturb least.
 */
export async function timeStep(
  { start, batch: full }: StandardStep,
  { seconds = 0.5, batch = full }: { readonly seconds?: number; readonly batch?: number } = {},
): Promise<number> {
  const { step, dispose } = start(batch);
  try {
    await step();
    if (batch === full) await step();
    let fastest = Number.POSITIVE_INFINITY;
    const end = performance.now() + seconds * 1000;
    do {
      const begin = performance.now();
      await step();
      fastest = Math.min(fastest, performance.now() - begin);
    } while (performance.now() < end);
    return (fastest * full) / batch;
  } finally {
    dispose();
  }
}
