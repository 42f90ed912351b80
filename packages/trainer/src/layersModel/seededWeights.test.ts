import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { fromLayersModel, type LayersModelLike, seededWeights, weightsDigest } from '../index.ts';

const { layers } = tf;
const { random } = Math;
const addWeightOf = () => Object.getOwnPropertyDescriptor(tf.layers.Layer.prototype, 'addWeight')?.value;
const addWeight = addWeightOf();

beforeEach(() => {
  tf.engine().startScope();
});
afterEach(() => {
  tf.engine().endScope();
  tf.disposeVariables();
  expect(Math.random).toBe(random);
  expect(addWeightOf()).toBe(addWeight);
});

/** A layer of one's own, whose initializer is one of one's own. */
class Scale extends layers.Layer {
  static readonly className = 'SeededWeightsScale';
  #scale: tf.LayerVariable | undefined;

  override build(): void {
    const initializer = new Drawn();
    this.#scale = this.addWeight('scale', [4], 'float32', initializer);
    super.build([null, 4]);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [input = tf.scalar(0)] = [inputs].flat();
    return tf.mul(input, this.#scale?.read() ?? 1);
  }
}

class Drawn extends tf.serialization.Serializable {
  static readonly className = 'SeededWeightsDrawn';
  apply(shape: number[]): tf.Tensor {
    return tf.add(tf.randomNormal(shape), tf.randomUniform(shape));
  }
  getConfig() {
    return {};
  }
  fromConfigUsesCustomObjects() {
    return false;
  }
}

const stack = (...made: tf.layers.Layer[]) => tf.sequential({ layers: made });
const sequence = { inputShape: [3, 4] };

const MODELS: Record<string, () => LayersModelLike> = {
  dense: () => stack(layers.dense({ units: 3, inputShape: [2] }), layers.dense({ units: 3 })),
  conv2d: () => stack(layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [5, 5, 2] })),
  separableConv2d: () => stack(layers.separableConv2d({ filters: 2, kernelSize: 3, inputShape: [5, 5, 2] })),
  lstm: () => stack(layers.lstm({ units: 3, ...sequence })),
  gru: () => stack(layers.gru({ units: 3, ...sequence, recurrentInitializer: 'orthogonal' })),
  'a stack of cells': () =>
    stack(layers.rnn({ cell: [layers.lstmCell({ units: 2 }), layers.gruCell({ units: 3 })], ...sequence })),
  bidirectional: () =>
    stack(layers.bidirectional({ layer: layers.lstm({ units: 2 }), mergeMode: 'concat', ...sequence })),
  embedding: () => stack(layers.embedding({ inputDim: 9, outputDim: 4, inputLength: 3 })),
  timeDistributed: () => stack(layers.timeDistributed({ layer: layers.dense({ units: 2 }), ...sequence })),
  'a layer of its own': () => stack(layers.dense({ units: 4, inputShape: [4] }), new Scale()),
  'initializers of all kinds': () =>
    stack(
      layers.dense({ units: 3, inputShape: [3], kernelInitializer: 'orthogonal' }),
      layers.dense({ units: 3, kernelInitializer: 'randomUniform', biasInitializer: 'randomNormal' }),
      layers.dense({ units: 3, kernelInitializer: 'truncatedNormal', biasInitializer: 'heNormal' }),
      layers.dense({ units: 3, kernelInitializer: tf.initializers.glorotNormal({ seed: 0 }) }),
    ),
  'a graph of layers, which are built when they are applied': () => {
    const input = tf.input({ shape: [3] });
    const hidden = layers.dense({ units: 2 }).apply(input);
    if (!(hidden instanceof tf.SymbolicTensor)) throw new TypeError('expected a symbolic tensor');
    const joined = layers.concatenate().apply([input, hidden]);
    if (!(joined instanceof tf.SymbolicTensor)) throw new TypeError('expected a symbolic tensor');
    return tf.model({ inputs: input, outputs: joined });
  },
};

const digestOf = (model: LayersModelLike) => weightsDigest(fromLayersModel(model).variables);
const seeded = (seed: number, make: () => LayersModelLike) => seededWeights(layers.Layer, { seed }, make);

describe.each(Object.entries(MODELS))('initial weights of %s', (_, make) => {
  test('depend on the seed, and on nothing that the process did before', async () => {
    const first = await digestOf(seeded(7, make));
    make();
    for (const other of Object.values(MODELS)) seeded(3, other);
    expect(await digestOf(seeded(7, make))).toBe(first);
    expect(await digestOf(seeded(8, make))).not.toBe(first);
  });
});

test('weights differ among layers, as those of unseeded layers do', () => {
  const model = seededWeights(layers.Layer, { seed: 1 }, () =>
    stack(layers.dense({ units: 3, inputShape: [3] }), layers.dense({ units: 3 })),
  );
  const [first, , second] = model.getWeights();
  expect(first?.dataSync()).not.toEqual(second?.dataSync());
});

test('a layer with a seed keeps it', () => {
  const make = () =>
    stack(
      layers.dense({
        units: 3,
        inputShape: [3],
        kernelInitializer: tf.initializers.glorotUniform({ seed: 5 }),
      }),
    );
  const kernel = (model: tf.Sequential) => model.getWeights()[0]?.dataSync();
  expect(kernel(seededWeights(layers.Layer, { seed: 1 }, make))).toEqual(kernel(make()));
});

test('calls side by side, and others in between, do not count each other', async () => {
  const dense = MODELS.dense ?? (() => stack());
  const alone = await digestOf(seeded(7, dense));
  const turn = () => new Promise((resolve) => setTimeout(resolve, 1));
  const slowly = async (seed: number) =>
    seededWeights(layers.Layer, { seed }, async () => {
      const parts = stack(layers.dense({ units: 3, inputShape: [2] }));
      await turn();
      parts.add(layers.dense({ units: 3 }));
      await turn();
      return parts;
    });
  const both = [slowly(7), slowly(8)];
  const outside = dense();
  const [first, second] = await Promise.all(both);
  if (!first || !second) throw new TypeError('expected two models');
  expect(await digestOf(first)).toBe(alone);
  expect(await digestOf(second)).toBe(await digestOf(seeded(8, dense)));
  expect(await digestOf(outside)).not.toBe(alone);
});

test('a call within another has its own seed, and the outer one goes on where it was', async () => {
  const dense = MODELS.dense ?? (() => stack());
  const [inner, outer] = seededWeights(layers.Layer, { seed: 7 }, () => [seeded(9, dense), dense()] as const);
  expect(await digestOf(inner)).toBe(await digestOf(seeded(9, dense)));
  expect(await digestOf(outer)).toBe(await digestOf(seeded(7, dense)));
});

test('what fails leaves the class and Math.random as they were', async () => {
  const gone = new Error('gone');
  const fail = () => {
    throw gone;
  };
  expect(() => seededWeights(layers.Layer, { seed: 1 }, fail)).toThrow(gone);
  await expect(seededWeights(layers.Layer, { seed: 1 }, async () => fail())).rejects.toThrow(gone);
  const initializer = tf.initializers.orthogonal({});
  const orthogonal = () => layers.dense({ units: 2, inputShape: [2], biasInitializer: initializer });
  expect(() => seededWeights(layers.Layer, { seed: 1 }, () => stack(orthogonal()))).toThrow('at least 2D');
});

test.each<[unknown, number, string]>([
  [class {}, 1, 'seededWeights: expected tf.layers.Layer, whose instances add weights, got'],
  [layers.Layer, -1, 'seededWeights: expected seed to be an integer from 0 to 2^53 - 1, got -1.'],
  [layers.Layer, 0.5, 'seededWeights: expected seed to be an integer from 0 to 2^53 - 1, got 0.5.'],
])('%o with seed %s is refused', (given, seed, message) => {
  if (typeof given !== 'function') throw new TypeError('expected a class');
  expect(() => seededWeights(given, { seed }, () => 1)).toThrow(message);
});
