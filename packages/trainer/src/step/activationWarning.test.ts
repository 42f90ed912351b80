import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { declared, optimizer, warningsOf } from '../../fixtures/declaredLoss.ts';
import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { repeated } from '../../fixtures/line.ts';
import { batchLoss } from '../index.ts';

inFreshScope();

type Layers = (units: number) => tf.layers.Layer[];

const dense =
  (activation: 'linear' | 'softmax' | 'sigmoid' | 'relu' = 'linear'): Layers =>
  (units) => [tf.layers.dense({ units, activation })];

/** Warnings of a LayersModel of these last layers for a loss of this space, over zeros and ones. */
function withLayers(layers: Layers, prediction: string, { inputShape = [3], units = 2 } = {}) {
  const [first, ...others] = layers(units);
  const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape })] });
  for (const layer of first ? [first, ...others] : []) model.add(layer);
  const targets = tf.zeros([2, ...inputShape.slice(0, -1), units]);
  const batches = repeated({ inputs: tf.ones([2, ...inputShape]), targets }, 3);
  return warningsOf({ model, batches, loss: declared({ prediction }), optimizer, readEvery: 1 });
}

describe('the last activation and the space of the loss', () => {
  const nested: Layers = (units) => [
    tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [3], activation: 'softmax' })] }),
  ];
  const apart: Layers = (units) => [tf.layers.dense({ units }), tf.layers.softmax()];
  const reshaped: Layers = (units) => [
    ...dense('softmax')(units),
    tf.layers.reshape({ targetShape: [1, units] }),
    tf.layers.flatten(),
  ];

  test.each<[string, Layers, string, string | undefined]>([
    ['softmax', dense('softmax'), 'logits', 'activation-doubled'],
    ['sigmoid', dense('sigmoid'), 'logits', 'activation-doubled'],
    ['sigmoid', dense('sigmoid'), 'scores', 'activation-doubled'],
    ['softmax as a layer', apart, 'logits', 'activation-doubled'],
    ['softmax, reshaped', reshaped, 'logits', 'activation-doubled'],
    ['softmax in a nested model', nested, 'logits', 'activation-doubled'],
    ['nothing', dense(), 'logits', undefined],
    ['relu', dense('relu'), 'logits', undefined],
    ['nothing', dense(), 'values', undefined],
    ['sigmoid', dense('sigmoid'), 'values', undefined],
    ['nothing', dense(), 'probabilities', 'activation-missing'],
    ['softmax', dense('softmax'), 'probabilities', undefined],
    ['sigmoid', dense('sigmoid'), 'probabilities', undefined],
    ['softmax', dense('softmax'), 'logProbabilities', 'activation-missing'],
    ['nothing', dense(), 'logProbabilities', 'activation-missing'],
  ])('%s, %o, into %s: %s', async (_name, layers, prediction, code) => {
    expect((await withLayers(layers, prediction)).map((warning) => warning.code)).toEqual(code ? [code] : []);
  });

  test.each<[string, (x: tf.Tensor, w: tf.Tensor) => tf.Tensor, string, string | undefined]>([
    ['softmax', (x, w) => tf.softmax(tf.matMul(x, w)), 'logits', 'activation-doubled'],
    [
      'sigmoid, cast',
      (x, w) => tf.cast(tf.sigmoid(tf.matMul(x, w)), 'float32'),
      'logits',
      'activation-doubled',
    ],
    ['log-softmax', (x, w) => tf.logSoftmax(tf.matMul(x, w)), 'logits', undefined],
    ['log-softmax', (x, w) => tf.logSoftmax(tf.matMul(x, w)), 'logProbabilities', undefined],
    ['log-softmax', (x, w) => tf.logSoftmax(tf.matMul(x, w)), 'probabilities', 'activation-missing'],
    ['a product and a bias', (x, w) => tf.add(tf.matMul(x, w), 1), 'probabilities', 'activation-missing'],
    ['exp', (x, w) => tf.exp(tf.matMul(x, w)), 'logRates', 'activation-doubled'],
    [
      'a product and a sigmoid',
      (x, w) => tf.add(tf.matMul(x, w), tf.sigmoid(tf.matMul(x, w))),
      'probabilities',
      'predictions-outside',
    ],
    [
      'a mixture of sigmoids',
      (x, w) => tf.add(tf.mul(0.5, tf.sigmoid(tf.matMul(x, w))), 0.25),
      'probabilities',
      undefined,
    ],
    ['numbers below 0', (x, w) => tf.neg(tf.relu(tf.matMul(x, w))), 'probabilities', 'predictions-outside'],
    ['numbers above 0', (x, w) => tf.relu(tf.matMul(x, w)), 'logProbabilities', 'predictions-outside'],
  ])('%s of a function into %s: %s', async (_name, compute, prediction, code) => {
    const w = tf.variable(tf.ones([3, 2]));
    const found = await warningsOf({
      model: { variables: { w }, predict: (x) => compute(x, w) },
      batches: [{ inputs: tf.ones([2, 3]), targets: tf.zeros([2, 2]) }],
      loss: declared({ prediction }),
      optimizer,
    });
    expect(found.map((warning) => warning.code)).toEqual(code ? [code] : []);
  });

  test('time-distributed outputs count too', async () => {
    const distributed: Layers = (units) => [
      tf.layers.timeDistributed({ layer: tf.layers.dense({ units, activation: 'softmax' }) }),
    ];
    const [doubled] = await withLayers(distributed, 'logits', { inputShape: [4, 3] });
    expect(doubled).toEqual({
      code: 'activation-doubled',
      message:
        "train: expected logits for 'declaredLoss', got the outputs of softmax; the loss applies it itself, so leave the last activation out, or take a loss of probabilities.",
    });
  });

  // tfjs has no gradient of a convolution on wasm; prepareBackend brings one.
  test.runIf(process.env.LOSSKIT_BACKEND !== 'wasm')('convolutional outputs count too', async () => {
    const convolved: Layers = (filters) => [tf.layers.conv2d({ filters, kernelSize: 1 })];
    const [missing] = await withLayers(convolved, 'probabilities', { inputShape: [4, 4, 1] });
    expect(missing?.code).toBe('activation-missing');
  });

  test('a batchLoss that says its space is warned of, too', async () => {
    const w = tf.variable(tf.ones([3, 2]));
    const loss = batchLoss((outputs: tf.Tensor) => tf.mean(outputs), { name: 'own', prediction: 'logits' });
    const model = { variables: { w }, predict: (x: tf.Tensor) => tf.softmax(tf.matMul(x.as2D(2, 3), w)) };
    const batches = [{ inputs: tf.ones([2, 3]), targets: tf.zeros([2]) }];
    expect(await warningsOf({ model, batches, loss, optimizer })).toMatchObject([
      { code: 'activation-doubled' },
    ]);
  });
});
