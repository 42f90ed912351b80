import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { weightedSquares } from '../fixtures/seededTask.ts';
import {
  type AnyBatch,
  accumulateGradients,
  adam,
  type LossFunction,
  type LossWeights,
  momentum,
  type Progress,
  sgd,
  type TrainOptions,
  train,
  weightsDigest,
} from '../index.ts';

beforeEach(() => {
  tf.engine().startScope();
});
afterEach(() => {
  tf.engine().endScope();
  tf.disposeVariables();
});

async function run(options: TrainOptions): Promise<Progress[]> {
  const all: Progress[] = [];
  for await (const progress of train(options)) all.push(progress);
  return all;
}

/** What the slope is after one step from 0 at rate 1, which is minus the gradient. */
async function gradientOf(batch: AnyBatch, options: Partial<TrainOptions> = {}) {
  const slope = tf.variable(tf.scalar(0));
  const model = { variables: { slope }, predict: (x: tf.Tensor) => tf.mul(x, slope) };
  const optimizer = sgd({ learningRate: 1 });
  const [progress] = await run({ model, loss: weightedSquares, batches: [batch], optimizer, ...options });
  return { loss: progress?.loss, gradient: -(slope.dataSync()[0] ?? Number.NaN) };
}

const ROWS = { inputs: tf.tensor1d([1, 2, 3]), targets: tf.tensor1d([1, -1, 2]) };
/** Σ w·y² / Σ w and its slope −2 Σ w·x·y / Σ w, at a slope of 0. */
function expected(weights: readonly number[]) {
  const [xs, ys] = [
    [1, 2, 3],
    [1, -1, 2],
  ];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (of: (row: number) => number) => weights.reduce((sum, w, row) => sum + w * of(row), 0) / total;
  return {
    loss: mean((row) => (ys[row] ?? 0) ** 2),
    gradient: -2 * mean((row) => (xs[row] ?? 0) * (ys[row] ?? 0)),
  };
}

function expectClose(
  actual: { loss?: number | undefined; gradient: number },
  wanted: ReturnType<typeof expected>,
) {
  expect(actual.loss).toBeCloseTo(wanted.loss, 5);
  expect(actual.gradient).toBeCloseTo(wanted.gradient, 5);
}

describe('weights, masks and classes', () => {
  test('reach the loss and its gradient', async () => {
    expectClose(await gradientOf({ ...ROWS, weights: tf.tensor1d([0.5, 2, 1]) }), expected([0.5, 2, 1]));
    expectClose(await gradientOf({ ...ROWS, mask: tf.tensor1d([1, 0, 1], 'bool') }), expected([1, 0, 1]));
    const both = { weights: tf.tensor1d([0.5, 2, 1]), mask: tf.tensor1d([true, true, false]) };
    expectClose(await gradientOf({ ...ROWS, ...both }), expected([0.5, 2, 0]));
  });

  test('weights of rows stand along the leading axis, also where rows and columns are as many', async () => {
    const wide: AnyBatch = {
      inputs: tf.tensor2d([[1], [2], [3]]),
      targets: tf.tensor2d([1, 0, 2, -1, 1, 0, 2, 2, 1], [3, 3]),
      weights: tf.tensor1d([0.5, 2, 1]),
    };
    const kernel = tf.variable(tf.zeros([1, 3]));
    const model = {
      variables: { kernel },
      predict: (x: tf.Tensor) => tf.matMul(x.as2D(3, 1), kernel.as2D(1, 3)),
    };
    const optimizer = sgd({ learningRate: 1 });
    const [progress] = await run({ model, loss: weightedSquares, batches: [wide], optimizer });
    // Rows' squares: 5, 2, 9.
    expect(progress?.loss).toBeCloseTo((0.5 * 5 + 2 * 2 + 1 * 9) / (3 * 3.5), 5);
  });

  const scores = () => {
    const bias = tf.variable(tf.zeros([3]));
    const predict = (x: tf.Tensor) => tf.add(tf.mul(tf.expandDims(x, 1), tf.zeros([1, 3])), bias);
    return { variables: { bias }, predict };
  };
  /** Cross-entropy of class ids or distributions, a loss a row. */
  const crossEntropy: LossFunction = (labels, logits, { weights, reduction }: LossWeights = {}) => {
    const rows = labels.rank === 1 ? tf.oneHot(tf.cast(labels, 'int32'), 3) : labels;
    const values = tf.neg(tf.sum(tf.mul(rows, tf.logSoftmax(logits)), -1));
    if (reduction === 'none') return values;
    const counted = weights ?? tf.onesLike(tf.slice(logits, [0, 0], [-1, 1])).squeeze([1]);
    return tf.div(tf.sum(tf.mul(values, counted)), tf.sum(counted));
  };
  const CLASS_WEIGHTS = [1, 10, 0];

  test.each<[string, () => tf.Tensor]>([
    ['class ids', () => tf.tensor1d([0, 0, 0, 1], 'int32')],
    ['one-hot rows', () => tf.tensor2d([1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0], [4, 3])],
  ])('weights of classes act on each row by its %s, not on the whole loss', async (_, targets) => {
    const model = scores();
    const batch = { inputs: tf.zeros([4]), targets: targets() };
    const optimizer = sgd({ learningRate: 1 });
    const [progress] = await run({
      model,
      loss: crossEntropy,
      batches: [batch],
      optimizer,
      classWeights: CLASS_WEIGHTS,
    });
    expect(progress?.loss).toBeCloseTo(Math.log(3), 5);
    // The gradient of the bias is softmax − the weighted share of each class: 3/13, 10/13, 0.
    const wanted = [3 / 13, 10 / 13, 0].map((share) => share - 1 / 3);
    expect(model.variables.bias).toBeAllClose(wanted, { atol: 1e-6 });
  });

  test('weights of two classes act on labels 0 and 1, and join weights of rows', async () => {
    const batch = {
      inputs: tf.tensor1d([1, 2, 3]),
      targets: tf.tensor1d([0, 1, 1]),
      weights: tf.tensor1d([1, 2, 3]),
    };
    const { loss } = await gradientOf(batch, { classWeights: [4, 0.5] });
    expect(loss).toBeCloseTo((4 * 0 + 1 + 1.5) / (4 + 1 + 1.5), 5);
  });

  test('a label that is no class has no weight', async () => {
    const model = scores();
    const batch = { inputs: tf.zeros([3]), targets: tf.tensor1d([0, -100, 7], 'int32') };
    const optimizer = sgd({ learningRate: 1 });
    await run({ model, loss: crossEntropy, batches: [batch], optimizer, classWeights: CLASS_WEIGHTS });
    expect(model.variables.bias).toBeAllClose([2 / 3, -1 / 3, -1 / 3], { atol: 1e-6 });
  });

  const plain = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yPred, yTrue)));
  test.each<[string, Partial<AnyBatch>, Partial<TrainOptions>, string]>([
    [
      'weights',
      { weights: tf.ones([3]) },
      { loss: plain },
      'expected a loss that takes { weights } as its third argument',
    ],
    [
      'a mask',
      { mask: tf.ones([3], 'bool') },
      { loss: plain },
      'expected a loss that takes { mask } as its third argument',
    ],
    ['class weights', {}, { loss: plain, classWeights: [1, 2] }, 'expected a loss that takes { weights }'],
    [
      'a mask, by a loss that only takes weights',
      { weights: tf.ones([3]), mask: tf.ones([3], 'bool') },
      {
        loss: (yTrue, yPred, { weights } = {}) =>
          tf.mean(tf.mul(tf.square(tf.sub(yPred, yTrue)), weights ?? 1)),
      },
      'expected a loss that takes { mask }',
    ],
    ['classes that the labels do not have', {}, { classWeights: [1, 2, 3] }, 'expected labels of 3 classes'],
    ['a negative class weight', {}, { classWeights: [1, -2] }, 'train: expected classWeights >= 0, got -2.'],
  ])(
    '%s that the loss would ignore, or that fit nothing, are refused',
    async (_, batch, options, message) => {
      await expect(gradientOf({ ...ROWS, ...batch }, options)).rejects.toThrow(message);
    },
  );

  test('weights in some batches only are refused', async () => {
    const batches = [{ ...ROWS, weights: tf.ones([3]) }, ROWS];
    await expect(gradientOf(ROWS, { batches })).rejects.toThrow(
      'expected weights or a mask in every batch or in none, got one without them',
    );
  });
});

describe('the mean over a window', () => {
  test('is that of one batch of all rows, whatever the batches are', async () => {
    const part = (from: number, to: number, weights?: readonly number[]): AnyBatch => ({
      inputs: tf.slice(ROWS.inputs, from, to - from),
      targets: tf.slice(ROWS.targets, from, to - from),
      weights: weights && tf.tensor1d([...weights]),
    });
    const still = { optimizer: sgd({ learningRate: 0 }) };
    const parts = await gradientOf(ROWS, { ...still, batches: [part(0, 2), part(2, 3)] });
    expect(parts.loss).toBeCloseTo(expected([1, 1, 1]).loss, 6);
    const weighted = await gradientOf(ROWS, { ...still, batches: [part(0, 2, [0.5, 2]), part(2, 3, [7])] });
    expect(weighted.loss).toBeCloseTo(expected([0.5, 2, 7]).loss, 6);
  });

  test('and so is an accumulated update, with weights, a mask and a ragged end', async () => {
    const inputs = tf.tensor2d([1, 2, -1, 0.5, 2, -1, 0, 1, 3, 0.5], [5, 2]);
    const [targets, weights] = [tf.tensor1d([3, 0, 1, -2, 1.5]), tf.tensor1d([1, 0.25, 3, 2, 0.5])];
    const mask = tf.tensor1d([1, 1, 0, 1, 1], 'bool');
    const rows = (from: number, size: number) => ({
      inputs: tf.slice(inputs, [from, 0], [size, 2]),
      targets: tf.slice(targets, from, size),
      weights: tf.slice(weights, from, size),
      mask: tf.slice(mask, from, size),
    });
    const weightsAfter = async (batches: AnyBatch[], every: number) => {
      const kernel = tf.variable(tf.tensor2d([0.5, -0.25], [2, 1]));
      const predict = (x: tf.Tensor) => tf.matMul(x.as2D(-1, 2), kernel.as2D(2, 1)).as1D();
      const optimizer = accumulateGradients(momentum({ learningRate: 0.1 }), every);
      await run({ model: { variables: { kernel }, predict }, loss: weightedSquares, batches, optimizer });
      return kernel.dataSync();
    };
    const whole = await weightsAfter([rows(0, 5), rows(0, 5)], 1);
    const parts = [rows(0, 2), rows(2, 2), rows(4, 1)];
    const accumulated = await weightsAfter([...parts, ...parts], 3);
    accumulated.forEach((value, index) => {
      expect(value).toBeCloseTo(whole[index] ?? Number.NaN, 6);
    });
  });
});

describe('several inputs and outputs', () => {
  /** Two outputs of two inputs: a · left and b · right. */
  function twoOutputs() {
    const [a, b] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0))];
    const predict = ({ left, right }: { left: tf.Tensor; right: tf.Tensor }) => ({
      first: tf.mul(left, a),
      second: tf.mul(right, b),
    });
    return { variables: { a, b }, predict };
  }
  const batch = () => ({
    inputs: { left: tf.tensor1d([1, 2]), right: tf.tensor1d([1, 1]) },
    targets: { first: tf.tensor1d([1, 1]), second: tf.tensor1d([3, 3]) },
  });

  test('the total is Σ weight · loss, in training and in validation, penalties included', async () => {
    // The case on which LayersModel.fit reports 10 for the loss and 1 for val_loss.
    const options: TrainOptions = {
      model: twoOutputs(),
      batches: [batch()],
      loss: { first: weightedSquares, second: { loss: weightedSquares, weight: 0.5 } },
      penalty: () => tf.scalar(2),
      optimizer: sgd({ learningRate: 0 }),
      validation: { batches: [batch(), batch()] },
    };
    const [progress] = await run(options);
    expect(progress).toMatchObject({
      loss: 1 + 0.5 * 9 + 2,
      outputs: { first: 1, second: 9 },
      losses: [7.5],
    });
    expect(progress?.validation).toEqual({ loss: 7.5, 'loss/first': 1, 'loss/second': 9 });
    expect(progress?.history.rows).toEqual([
      {
        step: 1,
        loss: 7.5,
        'loss/first': 1,
        'loss/second': 9,
        learningRate: 0,
        'validation/loss': 7.5,
        'validation/loss/first': 1,
        'validation/loss/second': 9,
      },
    ]);
  });

  test('each output trains by its loss and weight', async () => {
    const model = twoOutputs();
    await run({
      model,
      batches: [batch()],
      loss: { first: weightedSquares, second: { loss: weightedSquares, weight: 0.5 } },
      optimizer: sgd({ learningRate: 1 }),
    });
    // −2 · mean(x · y), the second halved.
    expect(model.variables.a.dataSync()[0]).toBeCloseTo(3, 5);
    expect(model.variables.b.dataSync()[0]).toBeCloseTo(3, 5);
  });

  test('weights may differ between outputs; accumulating them needs the weight of the batch', async () => {
    const weights = { first: tf.tensor1d([1, 0]), second: tf.tensor1d([1, 3]) };
    const optimizer = accumulateGradients(adam({ learningRate: 0.1 }), 2);
    const loss = { first: weightedSquares, second: weightedSquares };
    const options = { model: twoOutputs(), loss, optimizer };
    await expect(run({ ...options, batches: [{ ...batch(), weights }] })).rejects.toThrow(
      'expected the weight of the batch, because its outputs are weighted by themselves, got none.',
    );
    await run({ ...options, batches: [{ ...batch(), weights, weight: tf.scalar(4) }] });
    const plain = { ...options, optimizer: sgd({ learningRate: 0 }) };
    const [progress] = await run({ ...plain, batches: [{ ...batch(), weights }] });
    expect(progress?.outputs).toEqual({ first: 1, second: 9 });
  });

  test.each<[Partial<TrainOptions>, string]>([
    [{ loss: weightedSquares }, 'expected one tensor as the targets, or a loss for each of first, second.'],
    [
      { loss: { third: weightedSquares } },
      "expected the targets of the output 'third', which has a loss, got those of first, second.",
    ],
    [{ loss: {} }, 'train: expected a loss for one output or more, got none.'],
    [
      { loss: { first: { loss: weightedSquares, weight: -1 } } },
      "train: expected the weight of 'first' >= 0, got -1.",
    ],
  ])('%j is refused', async (options, message) => {
    const optimizer = sgd({ learningRate: 0 });
    const loss = { first: weightedSquares };
    await expect(
      run({ model: twoOutputs(), batches: [batch()], optimizer, loss, ...options }),
    ).rejects.toThrow(message);
  });
});

test('a batch of its own kind leaves no tensor behind', async () => {
  const kernel = tf.variable(tf.zeros([1]));
  const model = { variables: { kernel }, predict: (x: tf.Tensor) => tf.mul(x, kernel) };
  const batch = { ...ROWS, weights: tf.ones([3]), mask: tf.ones([3], 'bool'), weight: tf.scalar(3) };
  const zeros = tf.zeros([1]);
  const before = tf.memory().numTensors;
  const options = {
    loss: { output: { loss: weightedSquares, weight: 2 } },
    penalty: () => tf.scalar(1),
  };
  const named = { ...batch, targets: { output: batch.targets } };
  const predict = (x: tf.Tensor) => ({ output: model.predict(x) });
  const digests = new Set<string>();
  for (const _ of [1, 2]) {
    kernel.assign(zeros);
    await run({
      ...options,
      model: { ...model, predict },
      batches: new Array(9).fill(named),
      optimizer: adam({ learningRate: 0.1 }),
      validation: { batches: [named], everySteps: 2 },
      norms: true,
      readEvery: 4,
    });
    digests.add(await weightsDigest(model.variables));
  }
  expect(digests.size).toBe(1);
  expect(tf.memory().numTensors).toBe(before);
});
