import { normalTensor, randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';

import { type Batch, findLearningRate, train, weightsDigest } from '../index.ts';
import { adam, momentum, sgd } from '../optimizers.ts';
import { oneCycle } from '../schedules.ts';

inFreshScope();

/** Σ ½ c θ²: gradient descent is stable exactly below 2 / max c. */
function bowl(curvature: readonly number[], offset = 0, scale = 1) {
  const point = tf.variable(tf.fill([curvature.length], 3));
  const weights = tf.tensor1d([...curvature]);
  const batch: Batch = { inputs: tf.scalar(0), targets: tf.scalar(0) };
  return {
    model: { variables: { point }, predict: () => point },
    loss: (_target: tf.Tensor, value: tf.Tensor) =>
      tf.mul(tf.add(tf.sum(tf.mul(tf.mul(weights, 0.5), tf.square(value))), offset), scale),
    batches: new Array<Batch>(200).fill(batch),
  };
}

/** Noisy linear regression in batches of 8 rows. */
function regression(offset = 0) {
  const slopes = tf.variable(tf.zeros([4, 1]));
  const truth = tf.tensor2d([1, -2, 0.5, 3], [4, 1]);
  const batches = Array.from({ length: 100 }, (_, step): Batch => {
    const inputs = normalTensor(randomStream(7, 'inputs', step), [8, 4], 0, 1);
    const noise = normalTensor(randomStream(7, 'noise', step), [8, 1], 0, 0.5);
    return { inputs, targets: tf.add(tf.matMul(tf.reshape(inputs, [8, 4]), truth), noise) };
  });
  return {
    model: {
      variables: { slopes },
      predict: (x: tf.Tensor) => tf.matMul(tf.reshape(x, [-1, 4]), slopes),
    },
    loss: (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.add(tf.mean(tf.square(tf.sub(yPred, yTrue))), offset),
    batches,
  };
}

const optimizer = sgd({ learningRate: 0 });

describe('the suggestion', () => {
  test.each([[1], [4, 1], [100, 10, 1], [0.05, 0.01]])(
    'lies in the stable range of a bowl, at most two decades below its end (%j)',
    async (...curvature) => {
      const { suggestion, stopped } = await findLearningRate({
        ...bowl(curvature),
        optimizer,
        highest: 1000,
      });
      const end = 2 / Math.max(...curvature);
      expect(suggestion).toBeLessThan(end);
      expect(suggestion).toBeGreaterThan(end / 100);
      expect(stopped).toBe('diverged');
    },
  );

  test('is the same for a loss with a number added, which ends at the same step', async () => {
    const plain = await findLearningRate({ ...bowl([4, 1]), optimizer });
    for (const offset of [-20, -1000, 50]) {
      const shifted = await findLearningRate({ ...bowl([4, 1], offset), optimizer });
      expect(shifted.suggestion, `with ${offset}`).toBe(plain.suggestion);
      expect(shifted.table, `with ${offset}`).toHaveLength(plain.table.length);
      expect(shifted.stopped, `with ${offset}`).toBe('diverged');
    }
  });

  test('is the same for a noisy loss that goes below zero', async () => {
    const plain = await findLearningRate({ ...regression(), optimizer });
    const shifted = await findLearningRate({ ...regression(-100), optimizer });
    expect(shifted.suggestion).toBe(plain.suggestion);
    expect(shifted.table).toHaveLength(plain.table.length);
  });

  test('for a loss ten times as large is a tenth for gradient descent', async () => {
    const range = { optimizer, lowest: 1e-7, highest: 10, steps: 81 };
    const plain = await findLearningRate({ ...bowl([4, 1]), ...range });
    const scaled = await findLearningRate({ ...bowl([4, 1], 0, 10), ...range });
    expect((plain.suggestion ?? 0) / (scaled.suggestion ?? 0)).toBeCloseTo(10, 6);
  });

  test.each([
    ['sgd', (learningRate: number) => sgd({ learningRate })],
    ['momentum', (learningRate: number) => momentum({ learningRate })],
    ['adam', (learningRate: number) => adam({ learningRate })],
  ])('trains %s on noisy batches', async (_name, make) => {
    const task = regression();
    const { suggestion = Number.NaN } = await findLearningRate({ ...task, optimizer: make(0) });
    const losses: number[] = [];
    for await (const { loss } of train({ ...task, optimizer: make(suggestion), readEvery: 20 }))
      losses.push(loss);
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 3);
  });

  test('is left out where the loss does not fall', async () => {
    const flat = bowl([1]);
    const loss = (_target: tf.Tensor, value: tf.Tensor) => tf.add(tf.sum(tf.mul(value, 0)), 5);
    const { suggestion, stopped, table } = await findLearningRate({ ...flat, loss, optimizer });
    expect(suggestion).toBeUndefined();
    expect(stopped).toBe('highest reached');
    expect(table).toHaveLength(100);
  });
});

describe('the table', () => {
  test('holds rates from lowest to highest in equal ratios, and the loss before each update', async () => {
    const { table } = await findLearningRate({
      ...bowl([1]),
      optimizer,
      lowest: 1e-6,
      highest: 1e-2,
      steps: 41,
    });
    expect(table).toHaveLength(41);
    expect(table[0]).toEqual({ learningRate: 1e-6, loss: 4.5, smoothed: expect.closeTo(4.5, 9) });
    expect(table[10]?.learningRate).toBeCloseTo(1e-5, 15);
    expect(table[40]?.learningRate).toBeCloseTo(1e-2, 12);
  });

  test('ends with the batches', async () => {
    const { batches, ...task } = bowl([1]);
    const { table, stopped } = await findLearningRate({ ...task, batches: batches.slice(0, 7), optimizer });
    expect(table).toHaveLength(7);
    expect(stopped).toBe('batches ended');
  });

  test('ends before a loss that is not finite', async () => {
    const range = { lowest: 1e10, highest: 1e30, steps: 20 };
    const { table, stopped } = await findLearningRate({ ...bowl([1]), optimizer, ...range });
    expect(stopped).toBe('not finite');
    expect(table.every(({ loss }) => Number.isFinite(loss))).toBe(true);
  });

  test('ends when the signal says so', async () => {
    const { stopped } = await findLearningRate({ ...bowl([1]), optimizer, signal: AbortSignal.abort() });
    expect(stopped).toBe('aborted');
  });
});

test('variables come back to the bit, and no tensor is left', async () => {
  const task = regression();
  const { momentum: share } = oneCycle({ maxLearningRate: 1, totalSteps: 100 });
  const before = await weightsDigest(task.model.variables);
  const tensors = tf.memory().numTensors;
  await findLearningRate({ ...task, optimizer: adam({ learningRate: 0, beta1: share }) });
  expect(await weightsDigest(task.model.variables)).toBe(before);
  expect(tf.memory().numTensors).toBe(tensors);
});

test('a loss that is not finite at the start is an error with its cause, and leaves the variables alone', async () => {
  const task = bowl([1]);
  const batches = [{ inputs: tf.scalar(Number.NaN), targets: tf.scalar(0) }];
  const model = { ...task.model, predict: (x: tf.Tensor) => tf.add(task.model.variables.point, x) };
  await expect(findLearningRate({ ...task, model, batches, optimizer })).rejects.toThrow(
    /got NaN at step 1, at the first step: row 0 of the batch's inputs holds NaN/,
  );
  expect(task.model.variables.point).toBeAllClose([3]);
});

test.each([
  [{ lowest: 0 }, 'findLearningRate: expected lowest > 0, got 0.'],
  [{ lowest: 1, highest: 0.5 }, 'findLearningRate: expected highest > lowest, got 0.5.'],
  [{ steps: 9 }, 'findLearningRate: expected steps to be an integer >= 10, got 9.'],
])('%j is refused', async (options, message) => {
  await expect(findLearningRate({ ...bowl([1]), optimizer, ...options })).rejects.toThrow(message);
});
