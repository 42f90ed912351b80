import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { lineBatch, lineModel, meanSquaredError, runToEnd } from '../../fixtures/line.ts';
import { lineTraining, trainError } from '../../fixtures/trainError.ts';
import {
  batchLoss,
  findLearningRate,
  overfitOneBatch,
  type TrainOptions,
  train,
  weightsDigest,
} from '../index.ts';
import { adam, rmsprop, sgd } from '../optimizers.ts';

inFreshScope();

describe('what was written instead', () => {
  const layers = () => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });

  test.each<[string, () => object, string]>([
    [
      'an optimizer of tfjs',
      () => ({ optimizer: tf.train.adam(0.01) }),
      'got an optimizer of tfjs; use adam({ learningRate: 0.01 }) of @losskit/trainer/optimizers.',
    ],
    [
      'another one of tfjs',
      () => ({ optimizer: tf.train.rmsprop(0.5) }),
      'use rmsprop({ learningRate: 0.5 }) of @losskit/trainer/optimizers.',
    ],
    [
      'momentum of tfjs',
      () => ({ optimizer: tf.train.momentum(0.25, 0.9) }),
      'use momentum({ learningRate: 0.25 })',
    ],
    ['SGD of tfjs', () => ({ optimizer: tf.train.sgd(0.25) }), 'use sgd({ learningRate: 0.25 })'],
    [
      'an optimizer that wasn’t called',
      () => ({ optimizer: adam }),
      'got the function adam; call it: adam({ learningRate: 0.001 }).',
    ],
    ['an optimizer’s misspelt name', () => ({ optimizer: 'adan' }), "got 'adan' (did you mean 'adam'?)."],
    [
      'a name for a loss',
      () => ({ loss: 'meanSquaredError' }),
      "train: expected a function or a batchLoss as loss, got 'meanSquaredError', a name; import the loss from @losskit/losses and give the function.",
    ],
    [
      'a name for the loss of an output',
      () => ({ loss: { price: 'mse' } }),
      "as loss of 'price', got 'mse', a name; import",
    ],
    [
      'a name for the loss of a weighted output',
      () => ({ loss: { price: { loss: 'mse', weight: 2 } } }),
      "as loss of 'price', got 'mse', a name",
    ],
    [
      'a list of losses',
      () => ({ loss: [meanSquaredError] }),
      'give losses by the names of their outputs, as { a, b }',
    ],
    [
      'an async loss',
      () => ({ loss: async (a: tf.Tensor, b: tf.Tensor) => meanSquaredError(a, b) }),
      "expected the loss 'loss' to give a scalar tensor at once, got a Promise; a loss cannot be async or wait for data.",
    ],
    [
      'a loss that gives a number',
      () => ({ loss: () => 0.5 }),
      'got the number 0.5, which has no gradient; compute it with operations of tf.',
    ],
    [
      'a loss that gives nothing',
      () => ({ loss: () => undefined }),
      'to give a scalar tensor, or a sum and a weight, got undefined.',
    ],
    [
      'a batch loss that gives nothing',
      () => ({ loss: batchLoss(() => JSON.parse('{}')) }),
      'to give a scalar tensor, or a sum and a weight, got an object.',
    ],
    [
      'a penalty that gives a number',
      () => ({ penalty: () => 1 }),
      'expected the penalty to be a scalar tensor, got 1.',
    ],
    [
      'a GraphModel',
      () => ({ model: new tf.GraphModel('file://model.json') }),
      'got a GraphModel, whose weights are constants; load a LayersModel by tf.loadLayersModel.',
    ],
    ['a model that wasn’t awaited', () => ({ model: Promise.resolve(layers()) }), 'got a Promise; await it.'],
    [
      'a layer',
      () => ({ model: tf.layers.dense({ units: 1 }) }),
      'got a layer; put it in tf.sequential({ layers: [layer] }).',
    ],
    [
      'variables in a list',
      () => ({ model: { ...lineModel(), variables: [tf.variable(tf.scalar(0))] } }),
      'expected model.variables to be tf.variables by name',
    ],
    [
      'a tensor as a variable',
      () => ({ model: { ...lineModel(), variables: { slope: tf.scalar(0) } } }),
      "expected 'slope' of model.variables to be a tf.variable, got a Tensor.",
    ],
    [
      'a disposed variable',
      () => {
        const model = lineModel();
        model.variables.slope.dispose();
        return { model };
      },
      "expected 'slope' of model.variables to live, got a disposed variable.",
    ],
    [
      'no variables',
      () => ({ model: { variables: {}, predict: (x: tf.Tensor) => x } }),
      'expected a model with variables to train, got none; are all frozen?',
    ],
    ['one batch', () => ({ batches: lineBatch() }), '(one batch goes in a list), got an object.'],
    [
      'rows of numbers',
      () => ({ batches: [{ inputs: [1, 2], targets: tf.zeros([2]) }] }),
      "expected a batch's inputs to be a tensor, or tensors by name (tf.tensor makes one of numbers), got [1,2].",
    ],
    [
      'a batch without targets',
      () => ({ batches: [{ inputs: tf.zeros([2]) }] }),
      "expected a batch's targets to be a tensor, or tensors by name, got undefined.",
    ],
    [
      'a pair in a list',
      () => ({ batches: [[tf.zeros([2]), tf.zeros([2])]] }),
      'expected batches of { inputs, targets }, got [',
    ],
    [
      'a list of inputs',
      () => ({ batches: [{ xs: [tf.zeros([2]), tf.zeros([2])], ys: tf.zeros([2]) }] }),
      "batch's inputs to be a tensor, or tensors by name, got a list of 2 tensors; give them by name",
    ],
    [
      'a misspelt part',
      () => ({ batches: [{ ...lineBatch(), weight: tf.ones([4]) }] }),
      "got 'weight' (did you mean 'weights'?).",
    ],
    [
      'a disposed batch',
      () => {
        const batch = lineBatch();
        batch.inputs.dispose();
        return { batches: [batch] };
      },
      "expected a batch's inputs to live until the next batch is asked for, got a disposed tensor",
    ],
    [
      'a controller as signal',
      () => ({ signal: new AbortController() }),
      'expected signal to be an AbortSignal, the controller’s .signal',
    ],
    [
      'a list of metrics',
      () => ({ validation: { batches: [lineBatch()], metrics: [] } }),
      'validation.metrics to be what foldMetrics makes of metrics, got [].',
    ],
    [
      'a state that wasn’t awaited',
      () => ({ resume: Promise.resolve() }),
      'a state that progress.state() gave, awaited',
    ],
    [
      'a rate that is no number',
      () => ({ optimizer: { ...sgd({ learningRate: 1 }), learningRate: () => undefined } }),
      'expected a number as the learning rate of step 1, got undefined.',
    ],
  ])('%s', async (_what, options, message) => {
    expect(await trainError(options())).toContain(message);
  });

  test('of a range test and of one batch, too', async () => {
    const { batches, loss, model } = lineTraining();
    const wrong: unknown = tf.train.sgd(0.1);
    const optimizer = wrong as ReturnType<typeof sgd>;
    await expect(findLearningRate({ batches, loss, model, optimizer })).rejects.toThrow(
      'use sgd({ learningRate: 0.1',
    );
    await expect(overfitOneBatch({ batches, loss, model, optimizer })).rejects.toThrow(
      'use sgd({ learningRate: 0.1',
    );
    const none: unknown = undefined;
    await expect(overfitOneBatch({ model, loss, optimizer: 'sgd', batches: none as [] })).rejects.toThrow(
      'train: expected batches to be an iterable',
    );
  });
});

describe('what fit takes', () => {
  const digestAfter = async (options: object) => {
    const model = lineModel();
    await runToEnd(train({ ...lineTraining(), ...options, model }));
    return weightsDigest(model.variables);
  };

  test('batches of { xs, ys }, and lists of one tensor', async () => {
    const { inputs, targets } = lineBatch();
    const expected = await digestAfter({});
    expect(await digestAfter({ batches: [1, 2].map(() => ({ xs: inputs, ys: targets })) })).toBe(expected);
    expect(await digestAfter({ batches: [1, 2].map(() => ({ xs: [inputs], ys: [targets] })) })).toBe(
      expected,
    );
    const validation = { batches: [{ xs: inputs, ys: targets }] };
    const [first] = await runToEnd(train({ ...lineTraining(), validation }));
    expect(first?.validation?.loss).toBeGreaterThan(0);
  });

  test('optimizers by name, in any case, with the rate that compile gives them', async () => {
    for (const [name, made] of [
      ['sgd', sgd({ learningRate: 0.01 })],
      ['adam', adam({ learningRate: 0.001 })],
      ['RMSProp', rmsprop({ learningRate: 0.001 })],
    ] as const) {
      expect(await digestAfter({ optimizer: name })).toBe(await digestAfter({ optimizer: made }));
    }
  });

  test('losses by the names of outputs', async () => {
    const input = tf.input({ shape: [1], name: 'x' });
    const dense = (name: string) => tf.layers.dense({ units: 1, name }).apply(input) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs: [dense('price'), dense('area')] });
    const targets = { price: tf.zeros([2, 1]), area: tf.zeros([2, 1]) };
    const [progress] = await runToEnd(
      train({
        model,
        batches: [{ xs: tf.ones([2, 1]), ys: targets }],
        loss: { price: meanSquaredError, area: meanSquaredError },
        optimizer: 'adam',
      }),
    );
    expect(Object.keys(progress?.outputs ?? {})).toEqual(['price', 'area']);
  });
});

describe('types', () => {
  const slope = () => tf.variable(tf.scalar(2));

  test('the model’s inputs and outputs follow from the batches', async () => {
    const variable = slope();
    const all = await runToEnd(
      train({
        // x and yPred are tensors here, not tensors by name.
        model: { variables: { variable }, predict: (x) => tf.mul(tf.reshape(x, [-1]), variable) },
        batches: [{ inputs: tf.tensor2d([[1], [2]]), targets: tf.tensor1d([2, 4]) }],
        loss: (yTrue, yPred) => tf.mean(tf.square(tf.sub(yPred, yTrue))),
        optimizer: sgd({ learningRate: 0.1 }),
      }),
    );
    expect(all.at(-1)?.loss).toBe(0);
  });

  test('also where they are by name', async () => {
    const variable = slope();
    const all = await runToEnd(
      train({
        model: {
          variables: { variable },
          predict: ({ a, b }) => ({ sum: tf.mul(tf.add(a, b), variable) }),
        },
        batches: [{ inputs: { a: tf.scalar(1), b: tf.scalar(2) }, targets: { sum: tf.scalar(6) } }],
        loss: { sum: (yTrue, yPred) => tf.square(tf.sub(yPred, yTrue)) },
        optimizer: sgd({ learningRate: 0.1 }),
      }),
    );
    expect(all.at(-1)?.loss).toBe(0);
  });

  test('a model of its own type stays it', async () => {
    const options: TrainOptions<tf.Tensor2D, tf.Tensor1D, tf.Tensor> = {
      model: { variables: { variable: slope() }, predict: (x) => x.as1D() },
      batches: [{ inputs: tf.tensor2d([[1]]), targets: tf.tensor1d([1]) }],
      loss: meanSquaredError,
      optimizer: 'sgd',
    };
    await expect(runToEnd(train(options))).rejects.toThrow('expected a loss with a gradient');
  });
});
