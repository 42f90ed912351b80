import { LAYER_CASES, type LayerCase, networkAround, spread } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { prepareBackend } from '../prepareBackend.ts';

const { layers } = tf;

/** Other names of the same factory, cells tested within `rnn`, and what makes no trainable graph. */
const NOT_CASES = new Set([
  ...['Layer', 'RNN', 'RNNCell', 'input', 'inputLayer'],
  ...['gruCell', 'lstmCell', 'simpleRNNCell', 'convLstm2dCell'],
  ...['avgPool1d', 'avgPooling1d', 'avgPool2d', 'avgPooling2d', 'avgPool3d', 'avgPooling3d'],
  ...['globalMaxPool1d', 'globalMaxPool2d', 'maxPool1d', 'maxPool2d'],
  // These fail within a model on every backend: they take the list of inputs for a tensor.
  ...['categoryEncoding', 'randomWidth', 'resizing'],
]);

const OPTIMIZERS: Readonly<Record<string, () => tf.Optimizer>> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  adagrad: () => tf.train.adagrad(0.1),
  adadelta: () => tf.train.adadelta(0.1),
  rmsprop: () => tf.train.rmsprop(0.1, 0.9, 0.5),
  adam: () => tf.train.adam(0.1, 0.9, 0.999, 1e-3),
  adamax: () => tf.train.adamax(0.1, 0.9, 0.999, 1e-3),
};

interface Step {
  readonly loss: number;
  readonly gradients: Readonly<Record<string, Float32Array>>;
  readonly weights: readonly Float32Array[];
}

const floats = (x: tf.Tensor): Float32Array => Float32Array.from(x.dataSync());

/** Trains a network around the layer for one step. */
function trainOneStep(layerCase: LayerCase, optimizer: tf.Optimizer): Step {
  // tfjs draws some layers' noise from it.
  let draw = 0;
  const random = vi.spyOn(Math, 'random').mockImplementation(() => Math.abs(spread(draw++, 99)));
  const { model, inputs, targets } = networkAround(layerCase);
  const { value, grads } = tf.variableGrads(() => {
    const [only] = inputs;
    const predictions = model.apply(only && inputs.length === 1 ? only : [...inputs], {
      training: true,
    }) as tf.Tensor;
    return tf.losses.meanSquaredError(targets, predictions) as tf.Scalar;
  });
  optimizer.applyGradients(grads);
  random.mockRestore();
  const step = {
    loss: floats(value)[0] ?? Number.NaN,
    gradients: Object.fromEntries(
      Object.values(grads).map((gradient, index) => [`gradient ${index}`, floats(gradient)]),
    ),
    weights: model.getWeights().map(floats),
  };
  model.dispose();
  optimizer.dispose();
  return step;
}

async function stepOn(backend: string, layerCase: LayerCase, optimizer: () => tf.Optimizer): Promise<Step> {
  await tf.setBackend(backend);
  tf.engine().startScope();
  try {
    return trainOneStep(layerCase, optimizer());
  } finally {
    tf.engine().endScope();
  }
}

/** `wasm`, or `webgpu` where that is tested. */
const TESTED = process.env.LOSSKIT_BACKEND === 'webgpu' ? 'webgpu' : 'wasm';

describe(`training on ${TESTED}`, () => {
  let before = 'cpu';
  beforeAll(async () => {
    before = tf.getBackend();
    for (const name of [TESTED, 'cpu'] as const) await prepareBackend(name, 'tiny');
  });
  afterAll(async () => {
    await tf.setBackend(before);
  });

  test('covers every layer of tf.layers', () => {
    const covered = (name: string) =>
      NOT_CASES.has(name) || name in LAYER_CASES || `${name} with relu` in LAYER_CASES;
    expect(Object.keys(tf.layers).filter((name) => !covered(name))).toEqual([]);
  });

  for (const [name, layerCase] of Object.entries(LAYER_CASES)) {
    test(`one step through ${name} has the gradients and weights of the cpu backend`, async () => {
      const expected = await stepOn('cpu', layerCase, () => tf.train.adam(0.1, 0.9, 0.999, 1e-3));
      const actual = await stepOn(TESTED, layerCase, () => tf.train.adam(0.1, 0.9, 0.999, 1e-3));
      expect(Object.keys(actual.gradients)).toEqual(Object.keys(expected.gradients));
      expect(actual.loss).toBeCloseTo(expected.loss, 4);
      for (const [key, gradient] of Object.entries(expected.gradients)) {
        expect(actual.gradients[key]).toBeAllClose(gradient, { atol: 1e-4, rtol: 1e-4 });
      }
      expected.weights.forEach((weight, index) => {
        expect(actual.weights[index]).toBeAllClose(weight, { atol: 1e-4, rtol: 1e-4 });
      });
    });
  }

  for (const [name, optimizer] of Object.entries(OPTIMIZERS)) {
    test(`one step of ${name} gives the weights of the cpu backend`, async () => {
      const net = { inputs: [[7, 6, 3]], make: () => layers.conv2d({ filters: 4, kernelSize: 3 }) };
      const expected = await stepOn('cpu', net, optimizer);
      const actual = await stepOn(TESTED, net, optimizer);
      expected.weights.forEach((weight, index) => {
        expect(actual.weights[index]).toBeAllClose(weight, { atol: 1e-4, rtol: 1e-4 });
      });
    });
  }
});
