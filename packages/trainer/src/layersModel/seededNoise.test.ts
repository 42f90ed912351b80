import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';

import type { AnyModel, PredictContext } from '../model/Model.ts';
import { fromLayersModel } from './fromLayersModel.ts';

inFreshScope();

const { layers } = tf;

function sequential(layer: tf.layers.Layer): tf.Sequential {
  return tf.sequential({ layers: [layer] });
}

function outputOf(model: AnyModel, input: tf.Tensor, context: PredictContext): tf.Tensor {
  const output = model.predict(input, context);
  if (output instanceof tf.Tensor) return output;
  throw new TypeError('expected one output.');
}

/** A shape of the model's input, with that many rows. */
const shapeOf = (model: tf.LayersModel, rows: number) => [
  rows,
  ...(model.inputs[0]?.shape.slice(1) ?? []).map((size) => size ?? 1),
];

/** The output in training at a step; of ones, unless told otherwise. */
function noisy(model: tf.LayersModel, seed: number, step: number, input?: tf.Tensor): number[] {
  const given = input ?? tf.ones(shapeOf(model, 200));
  return Array.from(outputOf(fromLayersModel(model, { seed }), given, { training: true, step }).dataSync());
}

/** Layers at random, made anew by each call. */
const MAKERS: Readonly<Record<string, () => tf.Sequential>> = {
  dropout: () => sequential(layers.dropout({ rate: 0.3, inputShape: [8] })),
  'dropout with a seed of its own': () => sequential(layers.dropout({ rate: 0.3, seed: 5, inputShape: [8] })),
  spatialDropout1d: () => sequential(layers.spatialDropout1d({ rate: 0.3, inputShape: [4, 8] })),
  gaussianNoise: () => sequential(layers.gaussianNoise({ stddev: 0.5, inputShape: [8] })),
  gaussianDropout: () => sequential(layers.gaussianDropout({ rate: 0.3, inputShape: [8] })),
  alphaDropout: () => sequential(layers.alphaDropout({ rate: 0.3, inputShape: [8] })),
  'dropout of a simpleRNN': () => sequential(layers.simpleRNN({ units: 3, dropout: 0.5, ...recurrent })),
  'recurrent dropout of a gru': () =>
    sequential(layers.gru({ units: 3, recurrentDropout: 0.5, ...recurrent })),
  'both of an lstm': () =>
    sequential(layers.lstm({ units: 3, dropout: 0.5, recurrentDropout: 0.5, ...recurrent })),
  'a stack of cells': () =>
    sequential(
      layers.rnn({
        cell: [0, 1].map(() => layers.lstmCell({ units: 3, dropout: 0.5, ...initializers })),
        inputShape: [4, 2],
      }),
    ),
  'dropout within a bidirectional lstm': () =>
    sequential(
      layers.bidirectional({
        layer: layers.lstm({ units: 3, dropout: 0.5, ...initializers }),
        mergeMode: 'concat',
        inputShape: [4, 2],
      }),
    ),
  'dropout for each of several times': () =>
    sequential(layers.timeDistributed({ layer: layers.dropout({ rate: 0.3 }), inputShape: [4, 8] })),
  'dropout within a nested model': () =>
    sequential(sequential(layers.dropout({ rate: 0.3, inputShape: [8] }))),
  convLstm2d: () =>
    sequential(
      layers.convLstm2d({
        filters: 2,
        kernelSize: 2,
        dropout: 0.5,
        inputShape: [3, 4, 4, 1],
        ...initializers,
      }),
    ),
};

const initializers = { kernelInitializer: 'ones', recurrentInitializer: 'ones' } as const;
const recurrent = { inputShape: [4, 2], ...initializers };

describe.each(Object.entries(MAKERS))('%s', (_name, make) => {
  test('depends on seed and step alone, in a model made anew too', () => {
    const model = make();
    const first = noisy(model, 7, 3);
    expect(noisy(model, 7, 4)).not.toEqual(first);
    expect(noisy(model, 8, 3)).not.toEqual(first);
    expect(noisy(model, 7, 3)).toEqual(first);
    expect(noisy(make(), 7, 3)).toEqual(first);
  });

  test('is off in evaluation, before and after training', () => {
    const model = make();
    const given = fromLayersModel(model);
    const input = tf.randomUniform(shapeOf(model, 2), 0, 1, 'float32', 3);
    const evaluate = () => outputOf(given, input, { training: false });
    const before = evaluate();
    given.predict(input, { training: true, step: 0 });
    expect(evaluate()).toBeAllClose(before);
  });

  test('keeps the number of tensors over the steps', () => {
    const model = make();
    const counts = [0, 1, 2].map((step) => {
      tf.tidy(() => void noisy(model, 1, step));
      return tf.memory().numTensors;
    });
    expect(new Set(counts).size).toBe(1);
  });
});

test('the layers themselves are as they were, also after an error', () => {
  const model = tf.sequential({
    layers: [layers.dropout({ rate: 0.5, inputShape: [4, 2] }), layers.lstm({ units: 2, dropout: 0.5 })],
  });
  const properties = () =>
    model.layers.map((layer) => [Object.keys(layer), Object.keys(Reflect.get(layer, 'cell') ?? {})]);
  const before = properties();
  const given = fromLayersModel(model);
  given.predict(tf.ones([2, 4, 2]), { training: true, step: 0 });
  expect(properties()).toEqual(before);
  Reflect.set(model.layers[1] ?? {}, 'call', () => {
    throw new Error('no');
  });
  const broken = properties();
  expect(() => given.predict(tf.ones([2, 4, 2]), { training: true, step: 0 })).toThrow('no');
  expect(properties()).toEqual(broken);
});

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

describe('the distribution', () => {
  const rows = 20_000 / 8;
  const ones = () => tf.ones([rows, 8]);

  test('dropout keeps 1 − rate of the values, scaled to the same mean', () => {
    const values = noisy(sequential(layers.dropout({ rate: 0.3, inputShape: [8] })), 1, 0, ones());
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.7)]));
    expect(mean(values)).toBeCloseTo(1, 1);
  });

  test('spatial dropout drops whole channels', () => {
    const values = noisy(sequential(layers.spatialDropout1d({ rate: 0.3, inputShape: [4, 2] })), 1, 0);
    for (let row = 0; row < 200; row++) {
      for (const channel of [0, 1]) {
        const times = [0, 1, 2, 3].map((time) => values[row * 8 + time * 2 + channel]);
        expect(new Set(times).size).toBe(1);
      }
    }
  });

  test('a noise shape shares the mask along its axes of size 1', () => {
    const shared = layers.dropout({ rate: 0.5, noiseShape: [200, 1], inputShape: [8] });
    const values = noisy(sequential(shared), 1, 0);
    for (let row = 0; row < 200; row++) expect(new Set(values.slice(row * 8, row * 8 + 8)).size).toBe(1);
  });

  test('gaussian noise has mean 0 and its deviation', () => {
    const values = noisy(sequential(layers.gaussianNoise({ stddev: 0.5, inputShape: [8] })), 1, 0, ones());
    expect(mean(values)).toBeCloseTo(1, 1);
    expect(deviation(values)).toBeCloseTo(0.5, 1);
  });

  test('gaussian dropout has deviation √(rate / (1 − rate))', () => {
    const values = noisy(sequential(layers.gaussianDropout({ rate: 0.2, inputShape: [8] })), 1, 0, ones());
    expect(mean(values)).toBeCloseTo(1, 1);
    expect(deviation(values)).toBeCloseTo(0.5, 1);
  });

  test('alpha dropout keeps mean 0 and variance 1', () => {
    const input = tf.randomNormal([rows, 8], 0, 1, 'float32', 3);
    const values = noisy(sequential(layers.alphaDropout({ rate: 0.2, inputShape: [8] })), 1, 0, input);
    expect(Math.abs(mean(values))).toBeLessThan(0.05);
    expect(deviation(values)).toBeCloseTo(1, 1);
  });
});
