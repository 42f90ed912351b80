import * as tf from '@tensorflow/tfjs';
import { expect, expectTypeOf, test } from 'vitest';

import { seededBatches } from './data.ts';
import {
  accuracy,
  adam,
  batchLoss,
  defineTask,
  dryRun,
  type EarlyStoppingOptions,
  findLearningRate,
  foldMetrics,
  huber,
  type Losses,
  type LossFunction,
  type Model,
  meanSquaredError,
  overfitOneBatch,
  type Progress,
  rmse,
  rSquared,
  splitRows,
  type Tensors,
  type TrainOptions,
  train,
} from './index.ts';
import { topKAccuracy } from './metrics.ts';
import { reduceOnPlateau } from './schedules.ts';

// What a user writes without annotations; `tsc` checks it, and what must not compile is marked.

const rows = {
  rows: 2,
  inputs: { rowShape: [1], values: Float32Array.of(1, 2) },
  targets: { rowShape: [], values: Float32Array.of(2, 4) },
};
const parts = () => splitRows({ inputs: [[1], [2], [3], [4], [5]], targets: [1, 2, 3, 4, 5] }, { seed: 0 });
const network = () => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });

test('predict of an inline model has the type of the inputs', async () => {
  const slope = tf.variable(tf.scalar(0));
  const batches = seededBatches(rows, { batchSize: 2, seed: 0 });
  const training = train({
    model: {
      variables: { slope },
      predict: (x) => {
        expectTypeOf(x).toEqualTypeOf<tf.Tensor>();
        return tf.mul(tf.reshape(x, [-1]), slope);
      },
    },
    batches,
    optimizer: adam({ learningRate: 0.1 }),
    loss: huber,
    steps: 2,
  });
  for await (const { loss } of training) expectTypeOf(loss).toEqualTypeOf<number>();
  expect(slope.dataSync()[0]).toBeGreaterThan(0);
});

test('with several inputs it has them by name', async () => {
  const slope = tf.variable(tf.scalar(0));
  const x = tf.tensor2d([[1]]);
  const training = train({
    model: { variables: { slope }, predict: ({ left, right }) => tf.mul(tf.mul(left, right), slope) },
    batches: [{ inputs: { left: x, right: x }, targets: x }],
    optimizer: adam({ learningRate: 0.1 }),
    loss: huber,
  });
  for await (const { step } of training) expect(step).toBe(1);
});

test("a task's model has the inputs of its data", () => {
  const line = defineTask({
    name: 'line',
    target: 'continuous',
    data: parts,
    model: ({ inputShape }) => {
      expectTypeOf(inputShape).toEqualTypeOf<number[]>();
      const slope = tf.variable(tf.zeros([1, 1]));
      return { variables: { slope }, predict: (x) => tf.matMul(x, tf.reshape(slope, [1, 1])) };
    },
    metrics: [rmse, rSquared, 'meanPinballLoss:quantile=0.9'],
    measurements: { steepness: { higherIsBetter: true } },
    measure: () => ({ steepness: 1 }),
    rankBy: 'steepness',
  });
  expect(line.rankBy.name).toBe('steepness');

  const values = { rowShape: [1], values: Float32Array.of(1, 2) };
  const part = { inputs: { left: values, right: values }, targets: [1, 2] };
  defineTask({
    name: 'two inputs',
    target: 'continuous',
    data: () => ({ train: part, validation: part, test: part }),
    model: () => ({ variables: {}, predict: ({ left, right }) => tf.mul(left, right) }),
  });
});

test('what is wrong is an error where it is written', () => {
  const [yTrue, yPred] = [tf.tensor1d([1]), tf.tensor1d([2])];
  // @ts-expect-error An option that huber has not.
  expect(() => huber(yTrue, yPred, { dleta: 1 })).toThrow("did you mean 'delta'?");
  // @ts-expect-error A text for a number.
  expect(() => huber.with({ delta: '1' })).toThrow('delta');
  const task = { name: 'line', target: 'continuous', data: parts, model: network } as const;
  // @ts-expect-error A name that no metric has.
  expect(() => defineTask({ ...task, metrics: ['rmsee'] })).toThrow("did you mean 'rmse'?");
  // @ts-expect-error A metric of classes for numbers.
  expect(defineTask({ ...task, metrics: [accuracy] }).rankBy.name).toBe('accuracy');
  // @ts-expect-error A name of neither a metric nor a measurement.
  expect(() => defineTask({ ...task, rankBy: 'steepness' })).toThrow('steepness');
  // @ts-expect-error A kind of target that there is not.
  expect(() => defineTask({ ...task, target: 'continous' })).toThrow("did you mean 'continuous'?");
});

test('every loss is a loss of a LayersModel as it is', () => {
  const model = network();
  model.compile({ loss: huber, optimizer: 'sgd' });
  expect(model.loss).toBe(huber);
});

const scale = tf.variable(tf.scalar(1));
const x = tf.tensor1d([1]);
const two = [{ inputs: x, targets: { a: x, b: x } }];
const optimizer = adam({ learningRate: 0.1 });
const twoOutputs = { variables: { scale }, predict: (x: tf.Tensor) => ({ a: tf.mul(x, scale), b: x }) };
const oneOutput = { variables: { scale }, predict: (x: tf.Tensor) => tf.mul(x, scale) };
const squares = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yTrue, yPred)));

test('losses by name have the names of outputs, whichever of model and losses stands first', async () => {
  const training = train({
    model: { variables: { scale }, predict: (x) => ({ a: tf.mul(x, scale), b: x }) },
    batches: two,
    optimizer,
    loss: { a: (yTrue, yPred) => tf.mean(tf.sub(yTrue, yPred)), b: { loss: huber, weight: 2 } },
  });
  for await (const { outputs } of training) {
    expectTypeOf(outputs.a).toEqualTypeOf<number>();
    expect(Object.keys(outputs)).toEqual(['a', 'b']);
  }
  train({
    loss: { a: (yTrue, yPred) => tf.mean(tf.sub(yTrue, yPred)), all: batchLoss(() => tf.scalar(1)) },
    batches: (step) => [{ inputs: tf.scalar(step), targets: { a: x } }],
    model: { variables: { scale }, predict: (x) => ({ a: tf.mul(x, scale) }) },
    optimizer,
  });
});

test('a loss of no output is an error where it is written', async () => {
  const given = { model: twoOutputs, batches: two, optimizer };
  train({
    model: { variables: { scale }, predict: (x) => ({ a: tf.mul(x, scale), b: x }) },
    batches: two,
    optimizer,
    loss: {
      a: huber,
      // @ts-expect-error No output of the inline model.
      c: huber,
    },
  });
  train({
    loss: {
      a: huber,
      // @ts-expect-error The same with the losses before the model.
      misspelt: (yTrue, yPred) => tf.sub(yTrue, yPred),
    },
    ...given,
  });
  // @ts-expect-error With a weight.
  train({ ...given, loss: { a: huber, c: { loss: huber, weight: 2 } } });
  // @ts-expect-error An output without targets.
  train({ ...given, batches: [{ inputs: x, targets: { a: x } }], loss: { a: huber, b: huber } });
  // @ts-expect-error A name for the only output.
  train({ model: oneOutput, batches: [{ inputs: x, targets: x }], optimizer, loss: { a: huber } });
  const options = { ...given, loss: { a: huber, c: huber } };
  // @ts-expect-error Options of their own.
  await expect(train(options).next()).rejects.toThrow("the output 'c', which has a loss, got those of a, b");
  // @ts-expect-error No output.
  await expect(dryRun({ ...given, loss: { c: huber } })).rejects.toThrow("the output 'c'");
  // @ts-expect-error No output.
  await expect(overfitOneBatch({ ...given, loss: { c: huber } })).rejects.toThrow("the output 'c'");
  // @ts-expect-error No output.
  await expect(findLearningRate({ ...given, loss: { c: huber } })).rejects.toThrow("the output 'c'");
});

test('names that are known only when the program runs are no error', () => {
  const given = { model: twoOutputs, batches: two, optimizer };
  const byName: Readonly<Record<string, LossFunction>> = { a: squares, b: squares };
  train({ ...given, loss: byName });
  const anyLoss: Losses = byName;
  train({ ...given, loss: anyLoss });
  train({ ...given, batches: new Array(3).fill(two[0]), loss: { a: huber } });
  train({ ...given, model: network(), loss: { a: huber, b: huber } });
  const dataset = {
    size: 1,
    iterator: async () => ({ next: async () => ({ done: true, value: undefined }) }),
  };
  train({ ...given, batches: dataset, loss: { a: huber, b: huber } });
  const forward = <I extends Tensors, T extends Tensors, O extends Tensors>(options: TrainOptions<I, T, O>) =>
    train({ ...options, steps: 1 });
  forward({ ...given, loss: { a: huber, b: meanSquaredError } });
  const one = <Output extends tf.Tensor>(model: Model<tf.Tensor, Output>) =>
    train({ model, batches: two, optimizer, loss: huber });
  one(oneOutput);
  const each = <Outputs extends Tensors>(model: Model<tf.Tensor, Outputs>, loss: Losses) =>
    train({ model, batches: two, optimizer, loss });
  each(twoOutputs, { a: huber });
});

test('what is watched is the loss, that of an output or a metric', async () => {
  const metrics = foldMetrics([rmse, rSquared], async ({ targets }, outputs) => ({
    targets: await targets.data<'float32'>(),
    predicted: await outputs.data<'float32'>(),
  }));
  const batches = [{ inputs: x, targets: x }];
  const given = { model: oneOutput, batches, optimizer, loss: huber, validation: { batches, metrics } };
  let last: Progress | undefined;
  for await (const progress of train({ ...given, earlyStopping: { monitor: 'rmse' } })) {
    const { validation, history } = progress;
    last = progress;
    expectTypeOf<NonNullable<typeof validation>['rmse']>().toEqualTypeOf<number>();
    const name: string = 'loss';
    expectTypeOf(validation?.[name]).toEqualTypeOf<number | undefined>();
    expect(history.column(name)).toEqual(history.column('loss'));
    expect(history.column('validation/rmse')).toEqual([validation?.rmse]);
    // @ts-expect-error No column.
    expect(history.column('validation/rmsee')).toEqual([undefined]);
  }
  expect(last?.stopReason).toBe('batches ended');

  const watching = { ...given, earlyStopping: { monitor: 'rmse' } };
  train(watching);
  const stopping: EarlyStoppingOptions = { monitor: 'rmse' };
  train({ ...given, earlyStopping: stopping });
  train({ ...given, earlyStopping: { patience: 2 } });
  train<tf.Tensor, tf.Tensor>({ ...given, earlyStopping: { monitor: 'rmse' } });
  // @ts-expect-error A name that no metric here has.
  const misspelt = train({ ...given, earlyStopping: { monitor: 'rmsee' } });
  await expect(misspelt.next()).rejects.toThrow("got 'rmsee' (did you mean 'rmse'?)");
  const schedule = reduceOnPlateau({ learningRate: 1, mode: 'min' });
  train({ ...given, reduceOnPlateau: { schedule, monitor: 'rSquared' } });
  // @ts-expect-error The same of a plateau.
  train({ ...given, reduceOnPlateau: { schedule, monitor: 'accuracy' } });

  const outputs = { ...given, model: twoOutputs, batches: two, validation: { batches: two, metrics } };
  train({ ...outputs, loss: { a: huber, b: huber }, earlyStopping: { monitor: 'loss/a' } });
  // @ts-expect-error The loss of no output.
  train({ ...outputs, loss: { a: huber, b: huber }, earlyStopping: { monitor: 'loss/c' } });

  const options = { monitor: 'topKAccuracy:k=3' } as const;
  const ofClasses = foldMetrics([accuracy, topKAccuracy.with({ k: 3 })], async ({ targets }, outputs) => ({
    labels: await targets.data<'int32'>(),
    probabilities: await outputs.data<'float32'>(),
    classes: 3,
  }));
  train({ ...given, validation: { batches, metrics: ofClasses }, earlyStopping: options });
});
