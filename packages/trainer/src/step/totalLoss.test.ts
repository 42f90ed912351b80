import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { weightedSquares } from '../../fixtures/elementLoss.ts';
import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { type AnyBatch, type Progress, type TrainOptions, train, weightsDigest } from '../index.ts';
import { accumulateGradients, adam, momentum, sgd } from '../optimizers.ts';

inFreshScope();

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

describe('weights and masks', () => {
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

  test.each<[string, Partial<AnyBatch>]>([
    ['weights', { weights: tf.ones([3]) }],
    ['a mask', { mask: tf.ones([3], 'bool') }],
  ])('%s are refused for a plain function, which could not count them', async (what, batch) => {
    const plain = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yPred, yTrue)));
    await expect(gradientOf({ ...ROWS, ...batch }, { loss: plain })).rejects.toThrow(
      `train: expected batches without ${what}, because 'plain' is a plain function, got some; ` +
        'use a loss of losskit, or a batchLoss that gives its sum and its weight.',
    );
  });

  test('weight 1 counts as none, also between batches with weights and without', async () => {
    const still = { optimizer: sgd({ learningRate: 0 }) };
    const batches = [{ ...ROWS, weights: tf.tensor1d([0.5, 2, 7]) }, ROWS];
    const { loss } = await gradientOf(ROWS, { ...still, batches });
    const [weighted, plain] = [expected([0.5, 2, 7]), expected([1, 1, 1])];
    expect(loss).toBeCloseTo((9.5 * weighted.loss + 3 * plain.loss) / 12.5, 6);
  });

  test('where nothing counts the loss and its gradient are 0', async () => {
    expect(await gradientOf({ ...ROWS, weights: tf.zeros([3]) })).toEqual({ loss: 0, gradient: -0 });
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

  test('weights may differ between outputs, where no batches are added up', async () => {
    const weights = { first: tf.tensor1d([1, 0]), second: tf.tensor1d([1, 3]) };
    const loss = { first: weightedSquares, second: weightedSquares };
    const options = { model: twoOutputs(), loss, batches: [{ ...batch(), weights }] };
    const optimizer = accumulateGradients(adam({ learningRate: 0.1 }), 2);
    await expect(run({ ...options, optimizer })).rejects.toThrow(
      'train: expected one weight of the batch to add gradients up by, got terms that are weighted each by itself; ' +
        'use one batchLoss that gives their common sum and weight.',
    );
    const [progress] = await run({ ...options, optimizer: sgd({ learningRate: 0 }) });
    expect(progress?.outputs).toEqual({ first: 1, second: 9 });
  });

  test.each<[Partial<TrainOptions>, string]>([
    [
      { loss: weightedSquares },
      'expected one tensor as the targets, or a loss for each of first, second, or a batchLoss of all.',
    ],
    [
      { loss: JSON.parse('{"first": 3}') },
      "train: expected a function or a batchLoss as loss of 'first', got 3.",
    ],
    [{ loss: JSON.parse('null') }, 'train: expected a function or a batchLoss as loss, got null.'],
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
  const batch = { ...ROWS, weights: tf.ones([3]), mask: tf.ones([3], 'bool') };
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
