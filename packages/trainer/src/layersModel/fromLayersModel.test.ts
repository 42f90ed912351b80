import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';

import { fromLayersModel } from './fromLayersModel.ts';

inFreshScope();

const { layers, regularizers } = tf;

/** Two inputs, two outputs. */
function branched(): tf.LayersModel {
  const left = tf.input({ shape: [2], name: 'left' });
  const right = tf.input({ shape: [3], name: 'right' });
  const ones = { kernelInitializer: 'ones', units: 1 } as const;
  const sums = [
    layers.dense({ ...ones, name: 'leftSum' }).apply(left),
    layers.dense({ ...ones, name: 'rightSum' }).apply(right),
  ];
  const outputs = sums.filter((sum) => sum instanceof tf.SymbolicTensor);
  return tf.model({ inputs: [left, right], outputs });
}

describe('names of variables', () => {
  const build = () =>
    tf.sequential({
      layers: [
        layers.dense({ name: 'hidden', units: 4, inputShape: [3] }),
        layers.batchNormalization(),
        layers.dense({ units: 2, useBias: false }),
      ],
    });

  test("are the layer's, or its place, and what the weight is", () => {
    const { variables, nonTrainableVariables } = fromLayersModel(build());
    expect(Object.keys(variables)).toEqual([
      'hidden/kernel',
      'hidden/bias',
      '1.batch_normalization/gamma',
      '1.batch_normalization/beta',
      '2.dense/kernel',
    ]);
    expect(Object.keys(nonTrainableVariables ?? {})).toEqual([
      '1.batch_normalization/moving_mean',
      '1.batch_normalization/moving_variance',
    ]);
  });

  test('are the same for a model built again, which shares no variable with the first', () => {
    const first = fromLayersModel(build());
    const second = fromLayersModel(build());
    expect(Object.keys(second.variables)).toEqual(Object.keys(first.variables));
    const own = new Set(Object.values(first.variables));
    expect(Object.values(second.variables).some((variable) => own.has(variable))).toBe(false);
  });

  test('of layers within layers are told apart', () => {
    const model = tf.sequential({
      layers: [
        layers.embedding({ inputDim: 5, outputDim: 2, inputLength: 3 }),
        layers.bidirectional({ layer: layers.lstm({ units: 2 }), mergeMode: 'concat' }),
        tf.sequential({ layers: [layers.dense({ units: 2, inputShape: [4] }), layers.dense({ units: 1 })] }),
      ],
    });
    const names = Object.keys(fromLayersModel(model).variables);
    expect(names).toEqual([
      '0.embedding/embeddings',
      ...['forward', 'backward'].flatMap((side) =>
        ['kernel', 'recurrent_kernel', 'bias'].map((kind) => `1.bidirectional/${side}/${kind}`),
      ),
      ...[0, 1].flatMap((index) => ['kernel', 'bias'].map((kind) => `2.sequential/${index}.dense/${kind}`)),
    ]);
    expect(names).toHaveLength(model.getWeights().length);
  });

  test('of a frozen layer are not trainable', () => {
    const model = build();
    for (const layer of model.layers.slice(0, 1)) layer.trainable = false;
    const { variables, nonTrainableVariables } = fromLayersModel(model);
    expect(Object.keys(variables)).not.toContain('hidden/kernel');
    expect(Object.keys(nonTrainableVariables ?? {})).toContain('hidden/kernel');
  });
});

test('batch norm uses the batch in training, moves its statistics, and uses these in evaluation', () => {
  const model = tf.sequential({
    layers: [layers.batchNormalization({ inputShape: [1], momentum: 0.75, epsilon: 1e-5 })],
  });
  const given = fromLayersModel(model);
  const [mean, variance] = Object.values(given.nonTrainableVariables ?? {});
  const input = tf.tensor2d([[1], [3], [5], [7]]);
  const training = given.predict(input, { training: true, step: 0 });
  // Mean 4, variance 5: (x − 4) / √5; the statistics start at 0 and 1 and keep three quarters.
  const byBatch = [-3, -1, 1, 3].map((difference) => difference / Math.sqrt(5 + 1e-5));
  expect(training).toMatchObject({ shape: [4, 1] });
  expect([training].flat()[0]).toBeAllClose(byBatch);
  expect(mean).toBeAllClose([0.25 * 4]);
  expect(variance).toBeAllClose([0.75 + 0.25 * 5]);
  const evaluation = given.predict(input, { training: false });
  expect([evaluation].flat()[0]).toBeAllClose([0, 2, 4, 6].map((value) => value / Math.sqrt(2 + 1e-5)));
  expect(mean).toBeAllClose([1]);
});

describe('the penalty', () => {
  test('is the sum of the regularisers of all layers, those of recurrent cells too', () => {
    const model = tf.sequential({
      layers: [
        layers.simpleRNN({
          units: 2,
          inputShape: [4, 3],
          kernelInitializer: 'ones',
          recurrentInitializer: 'ones',
          kernelRegularizer: regularizers.l1({ l1: 0.5 }),
        }),
        layers.dense({ units: 1, kernelInitializer: 'ones', kernelRegularizer: regularizers.l2({ l2: 3 }) }),
      ],
    });
    // 6 ones, 2 ones.
    expect(fromLayersModel(model).penalty?.()).toBeAllClose(0.5 * 6 + 3 * 2);
  });

  test('counts a layer once that is used twice', () => {
    const input = tf.input({ shape: [2] });
    const shared = layers.dense({
      units: 2,
      kernelInitializer: 'ones',
      kernelRegularizer: regularizers.l2({ l2: 1 }),
    });
    const outputs = shared.apply(shared.apply(input));
    if (!(outputs instanceof tf.SymbolicTensor)) throw new TypeError('expected one output.');
    expect(fromLayersModel(tf.model({ inputs: input, outputs })).penalty?.()).toBeAllClose(4);
  });

  test('is left out where no layer has one', () => {
    expect(fromLayersModel(branched()).penalty).toBeUndefined();
  });
});

describe('several inputs and outputs', () => {
  const left = () => tf.tensor2d([[1, 2]]);
  const right = () => tf.tensor2d([[1, 2, 3]]);

  test('are by name, in any order', () => {
    const outputs = fromLayersModel(branched()).predict(
      { right: right(), left: left() },
      { training: false },
    );
    if (outputs instanceof tf.Tensor) throw new TypeError('expected outputs by name.');
    expect(Object.keys(outputs)).toEqual(['leftSum', 'rightSum']);
    expect(outputs.leftSum ?? []).toBeAllClose([3]);
    expect(outputs.rightSum ?? []).toBeAllClose([6]);
  });

  test.each<[string, () => tf.Tensor | Record<string, tf.Tensor>, string]>([
    ['one tensor for two', left, 'train: expected inputs by name (left, right), got one tensor.'],
    ['a missing one', () => ({ left: left() }), "train: expected an input 'right', got none of that name."],
    [
      'a mistyped one',
      () => ({ left: left(), rihgt: right() }),
      "train: expected inputs named left, right, got 'rihgt' (did you mean 'right'?).",
    ],
    [
      'another shape',
      () => ({ left: right(), right: right() }),
      "train: expected the input 'left' of shape [any,2], got [1,3].",
    ],
  ])('refuses %s', (_what, inputs, message) => {
    expect(() => fromLayersModel(branched()).predict(inputs(), { training: false })).toThrow(message);
  });
});

test('an empty model is refused', () => {
  expect(() => fromLayersModel(tf.sequential())).toThrow(
    'train: expected a LayersModel with layers, got an empty one.',
  );
});
