import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';

import { dryRun, fromLayersModel, train } from '../index.ts';
import { clipByGlobalNorm, freeze, type Optimizer, prepend, sgd } from '../optimizers.ts';

inFreshScope();

type Nested = number | Nested[];

interface Phase {
  readonly frozen: readonly string[];
  readonly losses: readonly number[];
  readonly evaluation: number;
  readonly weights: Readonly<Record<string, Nested>>;
}

interface Reference {
  readonly learningRate: number;
  readonly momentum: number;
  readonly inputs: number[][];
  readonly targets: number[][];
  readonly initial: Readonly<Record<string, Nested>>;
  readonly cases: readonly (readonly Phase[])[];
}

const reference: Reference = JSON.parse(
  readFileSync(new URL('../../fixtures/frozen-layers.json', import.meta.url), 'utf8'),
);
const meanSquaredError = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yPred, yTrue)));
const batch = { inputs: tf.tensor2d(reference.inputs), targets: tf.tensor2d(reference.targets) };
tf.keep(batch.inputs);
tf.keep(batch.targets);

/** The model of the reference, with its first weights. */
function makeModel() {
  const dense = tf.layers.dense({
    name: 'dense',
    units: 3,
    inputShape: [4],
    activation: 'tanh',
    kernelRegularizer: tf.regularizers.l2({ l2: 0.05 }),
  });
  const norm = tf.layers.batchNormalization({ name: 'norm', momentum: reference.momentum });
  const base = tf.sequential({ name: 'base', layers: [dense, norm] });
  const layers = tf.sequential({ layers: [base, tf.layers.dense({ name: 'head', units: 1 })] });
  const { variables, nonTrainableVariables = {} } = fromLayersModel(layers);
  const named = { ...variables, ...nonTrainableVariables };
  for (const [name, value] of Object.entries(reference.initial)) {
    named[name]?.assign(tf.tensor(value));
  }
  return { layers, named, parts: { base, 'base/dense': dense, 'base/norm': norm } };
}

/** Freezes the parts named and nothing else. */
function setFrozen({ parts }: ReturnType<typeof makeModel>, frozen: readonly string[]) {
  for (const part of Object.values(parts)) part.trainable = true;
  for (const [name, part] of Object.entries(parts)) if (frozen.includes(name)) part.trainable = false;
}

async function trainPhase(layers: tf.LayersModel, steps: number, optimizer: Optimizer) {
  const losses: number[] = [];
  const batches = new Array(steps).fill(batch);
  for await (const progress of train({ model: layers, batches, loss: meanSquaredError, optimizer })) {
    losses.push(...progress.losses);
  }
  return losses;
}

const optimizer = sgd({ learningRate: reference.learningRate });

describe('frozen layers, as Keras', () => {
  test.each(
    reference.cases.map((phases) => [JSON.stringify(phases.map(({ frozen }) => frozen)), phases] as const),
  )('phases %s: losses, weights and moving statistics', async (_name, phases) => {
    const made = makeModel();
    for (const { frozen, losses, weights } of phases) {
      setFrozen(made, frozen);
      expect(await trainPhase(made.layers, losses.length, optimizer)).toBeAllClose([...losses], {
        rtol: 1e-4,
      });
      for (const [name, value] of Object.entries(weights)) {
        expect(made.named[name], name).toBeAllClose(tf.tensor(value), { rtol: 1e-4, atol: 1e-5 });
      }
    }
  });

  test('by freeze, with the pattern of the base, the weights are those of a frozen base', async () => {
    const [phases] = reference.cases;
    const made = makeModel();
    const { weights = {}, losses = [] } = phases?.[0] ?? {};
    await trainPhase(made.layers, losses.length, freeze(optimizer, /^base/));
    for (const [name, value] of Object.entries(weights)) {
      expect(made.named[name], name).toBeAllClose(tf.tensor(value), { rtol: 1e-4, atol: 1e-5 });
    }
  });
});

/** A batch norm alone over inputs, with moving statistics far from the batch's. */
function makeNorm(options: { scale?: boolean; center?: boolean } = {}) {
  const norm = tf.layers.batchNormalization({ name: 'norm', inputShape: [4], ...options });
  const layers = tf.sequential({ layers: [norm, tf.layers.dense({ name: 'head', units: 1 })] });
  return { norm, layers };
}

const statisticsOf = (layers: tf.LayersModel) =>
  Object.values(fromLayersModel(layers).nonTrainableVariables ?? {})
    .filter(({ shape }) => shape.length === 1)
    .map((variable) => Array.from(variable.dataSync()));

describe('batch norms frozen by the optimizer', () => {
  test.each([
    ['gain and offset', freeze(optimizer, /gamma|beta/), true],
    ['gain and offset one after the other', freeze(freeze(optimizer, /gamma/), /beta/), true],
    ['under a clip', prepend(freeze(optimizer, /^norm/), clipByGlobalNorm(1)), true],
    ['the gain alone', freeze(optimizer, /gamma/), false],
    ['nothing', optimizer, false],
  ])('%s', async (_what, given, isFrozen) => {
    const { layers } = makeNorm();
    const before = statisticsOf(layers);
    await trainPhase(layers, 2, given);
    const after = statisticsOf(layers);
    if (isFrozen) expect(after).toEqual(before);
    else expect(after).not.toEqual(before);
  });

  test('one without gain and offset, by its moving statistics', async () => {
    const { layers } = makeNorm({ scale: false, center: false });
    const before = statisticsOf(layers);
    await trainPhase(
      layers,
      2,
      freeze(optimizer, (name) => name.startsWith('norm')),
    );
    expect(statisticsOf(layers)).toEqual(before);
  });
});

test.each([
  [false, false],
  [true, false],
  [false, true],
])('a batch norm with scale %s and center %s trains', (scale, center) => {
  const norm = tf.layers.batchNormalization({ inputShape: [4], scale, center, momentum: 0.5 });
  const {
    predict,
    variables,
    nonTrainableVariables = {},
  } = fromLayersModel(tf.sequential({ layers: [norm] }));
  const { mean, variance } = tf.moments(batch.inputs, 0);
  const outputs = predict(batch.inputs, { training: true });
  expect(outputs).toBeAllClose(tf.div(tf.sub(batch.inputs, mean), tf.sqrt(tf.add(variance, 1e-3))), {
    rtol: 1e-4,
    atol: 1e-5,
  });
  const [movingMean] = Object.values(nonTrainableVariables);
  expect(movingMean).toBeAllClose(tf.mul(mean, 0.5), { rtol: 1e-5 });
  expect(Object.keys(variables)).toHaveLength(Number(scale) + Number(center));
});

test('frozen variables have no gradient, and the others the one that a frozen layer leaves them', async () => {
  const byLayer = makeModel();
  setFrozen(byLayer, ['base']);
  const byOptimizer = makeModel();
  const shared = { batches: [batch], loss: meanSquaredError };
  const expected = await dryRun({ ...shared, model: byLayer.layers, optimizer });
  const found = await dryRun({ ...shared, model: byOptimizer.layers, optimizer: freeze(optimizer, /^base/) });
  expect(found.gradientNorms).toMatchObject({ 'base/dense/kernel': 0, 'base/norm/gamma': 0 });
  expect(found.gradientNorms['head/kernel']).toBe(expected.gradientNorms['head/kernel']);
  expect(Object.keys(expected.gradientNorms)).toEqual(['head/kernel', 'head/bias']);
});

test('a layer in two places trains if it does in one', () => {
  const shared = tf.layers.batchNormalization({ name: 'norm', inputShape: [4] });
  const [frozen, free] = [1, 2].map(() => tf.sequential({ layers: [shared] }));
  if (frozen) frozen.trainable = false;
  const input = tf.input({ shape: [4] });
  const outputs = [frozen, free]
    .map((part) => part?.apply(input))
    .filter((one) => one instanceof tf.SymbolicTensor);
  const layers = tf.model({
    inputs: input,
    outputs: tf.layers.concatenate().apply(outputs) as tf.SymbolicTensor,
  });
  const { predict, nonTrainableVariables = {} } = fromLayersModel(layers);
  const before = Object.values(nonTrainableVariables).map((variable) => variable.dataSync().join());
  predict(batch.inputs, { training: true });
  expect(Object.values(nonTrainableVariables).map((variable) => variable.dataSync().join())).not.toEqual(
    before,
  );
});

describe('stateful layers are refused by name', () => {
  const shape = [2, 3, 4];
  const recurrent: Record<string, () => tf.layers.Layer> = {
    lstm: () => tf.layers.lstm({ name: 'memory', units: 2, stateful: true, batchInputShape: shape }),
    gru: () => tf.layers.gru({ name: 'memory', units: 2, stateful: true, batchInputShape: shape }),
    simpleRNN: () =>
      tf.layers.simpleRNN({ name: 'memory', units: 2, stateful: true, batchInputShape: shape }),
    rnn: () =>
      tf.layers.rnn({
        name: 'memory',
        cell: tf.layers.lstmCell({ units: 2 }),
        stateful: true,
        batchInputShape: shape,
      }),
    convLstm2d: () =>
      tf.layers.convLstm2d({
        name: 'memory',
        filters: 1,
        kernelSize: 1,
        stateful: true,
        batchInputShape: [2, 3, 4, 4, 1],
      }),
    nested: () =>
      tf.sequential({
        layers: [tf.layers.gru({ name: 'memory', units: 2, stateful: true, batchInputShape: shape })],
      }),
  };

  test.each(Object.keys(recurrent))('%s', (name) => {
    const layer = recurrent[name]?.();
    const layers = tf.sequential({ layers: layer ? [layer] : [] });
    expect(() => fromLayersModel(layers)).toThrow(
      "train: expected layers that carry no state from batch to batch, got 'memory' with stateful: true; make it with stateful: false and give it whole sequences.",
    );
  });

  test('one that is not stateful trains', () => {
    const layers = tf.sequential({ layers: [tf.layers.lstm({ units: 2, inputShape: [3, 4] })] });
    expect(() => fromLayersModel(layers)).not.toThrow();
  });
});
