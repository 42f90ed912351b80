import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';

import { lineBatch, lineModel, meanSquaredError, repeated, runToEnd } from '../../fixtures/line.ts';
import { type Batch, type Model, train, weightsDigest } from '../index.ts';
import { adam, momentum, type Optimizer, sgd } from '../optimizers.ts';

inFreshScope();

describe('train', () => {
  test('finds the least-squares line that the closed form gives', async () => {
    const model = lineModel();
    const batch = lineBatch();
    await runToEnd(
      train({
        model,
        batches: repeated(batch, 500),
        loss: meanSquaredError,
        optimizer: sgd({ learningRate: 0.1 }),
      }),
    );
    // Closed form: slope = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)², with x̄ = 0.5 and ȳ = 2.
    const slope = (-1.5 * -3.2 + -0.5 * -0.9 + 0.5 * 0.9 + 1.5 * 3.2) / 5;
    expect(model.variables.slope.dataSync()[0]).toBeCloseTo(slope, 5);
    expect(model.variables.intercept.dataSync()[0]).toBeCloseTo(2 - 0.5 * slope, 5);
  });

  test('reads the loss every readEvery steps and at the end, and reports each step', async () => {
    const losses = (readEvery: number) =>
      runToEnd(
        train({
          model: lineModel(),
          batches: repeated(lineBatch(), 7),
          loss: meanSquaredError,
          optimizer: sgd({ learningRate: 0.05 }),
          readEvery,
        }),
      );
    const each = await losses(1);
    const grouped = await losses(3);
    expect(each.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(grouped.map(({ step }) => step)).toEqual([3, 6, 7]);
    expect(grouped.flatMap((progress) => progress.losses)).toEqual(each.map(({ loss }) => loss));
  });

  test('ends at the step budget, however many batches there are', async () => {
    const progress = await runToEnd(
      train({
        model: lineModel(),
        batches: repeated(lineBatch(), 50),
        loss: meanSquaredError,
        optimizer: sgd({ learningRate: 0.05 }),
        steps: 12,
      }),
    );
    expect(progress.at(-1)?.step).toBe(12);
  });

  test('finishes the current step when the signal aborts', async () => {
    const controller = new AbortController();
    const steps: number[] = [];
    const generator = train({
      model: lineModel(),
      batches: repeated(lineBatch(), 1000),
      loss: meanSquaredError,
      optimizer: sgd({ learningRate: 0.05 }),
      readEvery: 5,
      signal: controller.signal,
    });
    for await (const { step } of generator) {
      steps.push(step);
      if (step === 10) controller.abort();
    }
    expect(steps).toEqual([5, 10]);
  });

  test('notices an abort between two reads', async () => {
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    const progress = await runToEnd(
      train({
        model: lineModel(),
        batches: repeated(lineBatch(), 5000),
        loss: meanSquaredError,
        optimizer: sgd({ learningRate: 0.05 }),
        readEvery: 5000,
        signal: controller.signal,
      }),
    );
    expect(progress.at(-1)?.step).toBeLessThan(10);
  });

  test('adds the penalty to loss and gradient', async () => {
    const model = lineModel();
    const progress = await runToEnd(
      train({
        model,
        batches: repeated(lineBatch(), 400),
        loss: meanSquaredError,
        penalty: ({ slope }) => (slope ? tf.mul(slope.square(), 1.25) : tf.scalar(0)),
        optimizer: sgd({ learningRate: 0.1 }),
      }),
    );
    // Ridge on a centred feature: slope = Sxy / (Sxx + n λ) with Sxy = 10.5, Sxx = 5, n = 4, λ = 1.25.
    expect(model.variables.slope.dataSync()[0]).toBeCloseTo(10.5 / 10, 4);
    expect(progress.at(-1)?.loss).toBeGreaterThan(1);
  });

  test('keeps the number of tensors constant over 10,000 steps', async () => {
    const model = lineModel();
    const batch = lineBatch();
    const counts = new Set<number>();
    for await (const { step } of train({
      model,
      batches: repeated(batch, 10_000),
      loss: meanSquaredError,
      optimizer: adam({ learningRate: 0.01 }),
      readEvery: 100,
    })) {
      if (step > 0) counts.add(tf.memory().numTensors);
    }
    expect(counts.size).toBe(1);
  });

  test('frees the state of the optimizer at the end, after break and after an error', async () => {
    const model = lineModel();
    const batch = lineBatch();
    const before = tf.memory().numTensors;
    const options = { model, batches: repeated(batch, 20), loss: meanSquaredError, readEvery: 4 };
    await runToEnd(train({ ...options, optimizer: adam({ learningRate: 0.01 }) }));
    for await (const { step } of train({ ...options, optimizer: adam({ learningRate: 0.01 }) }))
      if (step === 8) break;
    await expect(runToEnd(train({ ...options, optimizer: sgd({ learningRate: 1e30 }) }))).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('two runs of the same steps end with the same bits', async () => {
    const digest = async () => {
      const model = lineModel();
      await runToEnd(
        train({
          model,
          batches: repeated(lineBatch(), 50),
          loss: meanSquaredError,
          optimizer: adam({ learningRate: 0.03 }),
        }),
      );
      return weightsDigest(model.variables);
    };
    const first = await digest();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await digest()).toBe(first);
  });

  test('trains a LayersModel like the same model written by hand', async () => {
    const inputs = tf.tensor2d([[1], [2], [3], [-1]]);
    const targets = tf.tensor2d([[3], [5], [7], [-1]]);
    const layers = tf.sequential({
      layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' })],
    });
    const kernel = tf.variable(tf.zeros([1, 1]));
    const bias = tf.variable(tf.zeros([1]));
    const byHand: Model = {
      variables: { kernel, bias },
      predict: (x) => tf.add(tf.matMul(x as tf.Tensor2D, kernel as tf.Tensor2D), bias),
    };
    const losses = async (model: Model | tf.LayersModel) =>
      (
        await runToEnd(
          train({
            model,
            batches: repeated({ inputs, targets }, 40),
            loss: meanSquaredError,
            optimizer: momentum({ learningRate: 0.02 }),
            readEvery: 1,
          }),
        )
      ).map(({ loss }) => loss);
    expect(await losses(layers)).toEqual(await losses(byHand));
    layers.dispose();
  });

  test('takes async batches', async () => {
    async function* batches() {
      for (let index = 0; index < 3; index++) yield lineBatch();
    }
    const progress = await runToEnd(
      train({
        model: lineModel(),
        batches: batches(),
        loss: meanSquaredError,
        optimizer: sgd({ learningRate: 0.1 }),
      }),
    );
    expect(progress.map(({ step }) => step)).toEqual([3]);
  });

  test('a variable that the loss does not depend on stays as it is', async () => {
    const model = lineModel();
    const unused = tf.variable(tf.scalar(7));
    await runToEnd(
      train({
        model: { ...model, variables: { ...model.variables, unused } },
        batches: repeated(lineBatch(), 3),
        loss: meanSquaredError,
        optimizer: adam({ learningRate: 0.1 }),
      }),
    );
    expect(unused.dataSync()[0]).toBe(7);
  });
});

describe('a loss that is not finite', () => {
  const diverge = (batches: Batch[], optimizer: Optimizer, readEvery = 10) =>
    runToEnd(train({ model: lineModel(), batches, loss: meanSquaredError, optimizer, readEvery }));

  test('stops with the step and blames the learning rate when the data are clean', async () => {
    await expect(diverge(repeated(lineBatch(), 100), sgd({ learningRate: 1000 }), 1)).rejects.toMatchObject({
      code: 'loss-not-finite',
      message: expect.stringMatching(
        /^train: expected a finite loss, got Infinity at step \d+, after a loss of [\d.e+]+: .*lower the learning rate \(now 1000\)/,
      ),
    });
  });

  test('names the same step however seldom the loss is read', async () => {
    const stepOf = (readEvery: number) =>
      diverge(repeated(lineBatch(), 100), sgd({ learningRate: 1000 }), readEvery).then(
        () => undefined,
        (error: { location?: { step?: number } }) => error.location?.step,
      );
    const exact = await stepOf(1);
    expect(exact).toBeGreaterThan(1);
    expect(await stepOf(7)).toBe(exact);
    expect(await stepOf(100)).toBe(exact);
  });

  test('names the row of the batch that holds the NaN', async () => {
    const bad = { inputs: tf.tensor1d([1, 2, Number.NaN]), targets: tf.tensor1d([1, 2, 3]) };
    const batches = [...repeated(lineBatch(), 4), bad, ...repeated(lineBatch(), 4)];
    await expect(diverge(batches, sgd({ learningRate: 0.01 }))).rejects.toThrow(
      /at step 5, after a loss of .*: row 2 of the batch's inputs holds NaN; clean the data\.$/,
    );
  });
});

describe('bad arguments', () => {
  const base = () => ({
    model: lineModel(),
    batches: repeated(lineBatch(), 2),
    loss: meanSquaredError,
    optimizer: sgd({ learningRate: 0.1 }),
  });

  test('a loss that is not a scalar is refused with its shape', async () => {
    const loss = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.sub(yPred, yTrue);
    await expect(runToEnd(train({ ...base(), loss }))).rejects.toThrow(
      "train: expected the loss to be a scalar, got shape [4]; use reduction 'mean' or 'sum'.",
    );
  });

  test.each([0, -1, 1.5, Number.NaN])('steps %s are refused', async (steps) => {
    await expect(runToEnd(train({ ...base(), steps }))).rejects.toThrow(
      `train: expected steps to be an integer >= 1, got ${steps}.`,
    );
  });

  test.each([
    [() => sgd({ learningRate: -1 }), 'sgd: expected learningRate >= 0 or a schedule, got -1.'],
    [() => sgd({ learningRate: Number.NaN }), 'sgd: expected learningRate >= 0 or a schedule, got NaN.'],
    [
      () => momentum({ learningRate: 1, momentum: 1 }),
      'momentum: expected 0 <= momentum < 1 or a schedule, got 1.',
    ],
    [() => adam({ learningRate: 1, beta2: 1 }), 'adam: expected 0 <= beta2 < 1, got 1.'],
    [() => adam({ learningRate: 1, epsilon: 0 }), 'adam: expected epsilon > 0, got 0.'],
  ])('%s', (make, message) => {
    expect(make).toThrow(message);
  });
});
