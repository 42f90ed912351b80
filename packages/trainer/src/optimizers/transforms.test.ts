import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';

import { type NamedTensors, train } from '../index.ts';
import {
  accumulateGradients,
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamW,
  adaptiveClip,
  addDecayedWeights,
  averageWeights,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  lamb,
  lion,
  makeOptimizer,
  momentum,
  muon,
  nadam,
  type Optimizer,
  radam,
  rmsprop,
  scheduleFreeAdamW,
  sgd,
  skipIfNotFinite,
} from '../optimizers.ts';

inFreshScope();

/** What a transform makes of gradients. */
function transformed(optimizer: Optimizer, gradients: NamedTensors, variables: NamedTensors = gradients) {
  const { transform } = optimizer;
  const context = { learningRate: tf.scalar(1), batchWeight: tf.scalar(1), variables };
  return transform.update(gradients, transform.init(variables), context);
}

describe('clipping', () => {
  const gradients = () => ({
    a: tf.tensor1d([3, 0]),
    b: tf.tensor2d([
      [0, 4],
      [0, 0],
    ]),
  });
  const clip = (transform: ReturnType<typeof clipByValue>) =>
    transformed(makeOptimizer('clip', 1, transform), gradients());

  test('by global norm keeps the direction, and the slot holds the norm before', () => {
    const { updates, state } = clip(clipByGlobalNorm(1));
    expect(updates.a).toBeAllClose([-0.6, 0]);
    expect(updates.b).toBeAllClose([0, -0.8, 0, 0]);
    expect(state['0.clipByGlobalNorm/norm']).toBeAllClose([5]);
  });

  test('by norm treats every variable by itself', () => {
    const { updates } = clip(clipByNorm(3.5));
    expect(updates.a).toBeAllClose([-3, 0]);
    expect(updates.b).toBeAllClose([0, -3.5, 0, 0]);
  });

  test('by value cuts elements', () => {
    expect(clip(clipByValue(2)).updates.b).toBeAllClose([0, -2, 0, 0]);
  });

  test('gradients of 0 stay 0', () => {
    for (const transform of [clipByGlobalNorm(1), clipByNorm(1), clipByValue(1), adaptiveClip()]) {
      const { updates } = transformed(makeOptimizer('clip', 1, transform), { a: tf.zeros([3, 2]) });
      expect(updates.a).toBeAllClose([0, 0, 0, 0, 0, 0]);
    }
  });

  test('adaptively lets weights of 0 move by ratio · epsilon', () => {
    const optimizer = makeOptimizer('clip', 1, adaptiveClip({ ratio: 0.1, epsilon: 0.01 }));
    const { updates } = transformed(optimizer, { a: tf.tensor1d([3, 4]) }, { a: tf.zeros([2]) });
    expect(updates.a).toBeAllClose([-0.6e-3, -0.8e-3]);
  });
});

describe('the mask of weight decay', () => {
  const filters = [
    ['a string', 'bias'],
    ['a pattern', /ias$/g],
    ['a predicate', (name: string) => name === 'bias'],
  ] as const;

  test.each(filters)('is %s', (_kind, filter) => {
    const optimizer = makeOptimizer('decay', 1, addDecayedWeights(0.5, filter));
    const zeros = { kernel: tf.zeros([2, 1]), bias: tf.zeros([1]) };
    const { updates } = transformed(optimizer, zeros, { kernel: tf.ones([2, 1]), bias: tf.ones([1]) });
    expect(updates.kernel).toBeAllClose([0, 0]);
    expect(updates.bias).toBeAllClose([-0.5]);
  });
});

describe('every optimizer', () => {
  const learningRate = 0.01;
  const optimizers = [
    adadelta(),
    adafactor(),
    adagrad({ learningRate }),
    adam({ learningRate }),
    adamax({ learningRate }),
    adamW({ learningRate }),
    lamb({ learningRate }),
    lion({ learningRate }),
    momentum({ learningRate, momentum: (step) => 0.5 + step / 100 }),
    adam({ learningRate, beta1: (step) => 0.5 + step / 100 }),
    adamW({ learningRate, amsgrad: true }),
    momentum({ learningRate, dampening: 0.5 }),
    muon({ learningRate }),
    scheduleFreeAdamW({ learningRate }),
    nadam({ learningRate }),
    radam({ learningRate }),
    rmsprop({ learningRate, centered: true, momentum: 0.9 }),
    averageWeights(skipIfNotFinite(accumulateGradients(adam({ learningRate }), 2))),
  ].map((optimizer) => [optimizer.name, optimizer] as const);

  test.each(optimizers)('%s does not move where the gradient is 0', (_name, optimizer) => {
    const variables = { a: tf.tensor1d([1, -2]) };
    const momentumNow = tf.scalar(0.9);
    const context = {
      learningRate: tf.scalar(1),
      momentum: momentumNow,
      batchWeight: tf.scalar(1),
      variables,
    };
    let state = optimizer.transform.init(variables);
    for (let step = 0; step < 3; step++) {
      const result = optimizer.transform.update({ a: tf.zeros([2]) }, state, context);
      expect(result.updates.a).toBeAllClose([0, 0], { rtol: 0, atol: 0 });
      state = result.state;
    }
  });

  test.each(optimizers)('%s keeps no tensors', async (_name, optimizer) => {
    const weight = tf.variable(tf.tensor1d([1, 2]));
    const batch = { inputs: tf.tensor1d([1, 2]), targets: tf.tensor1d([3, 1]) };
    const before = tf.memory().numTensors;
    for await (const _ of train({
      model: { variables: { weight }, predict: (x: tf.Tensor) => tf.mul(x, weight) },
      batches: new Array(12).fill(batch),
      loss: (yTrue, yPred) => tf.mean(tf.square(tf.sub(yPred, yTrue))),
      optimizer,
    }));
    expect(tf.memory().numTensors).toBe(before);
    expect(weight).not.toBeAllClose([1, 2], { rtol: 0, atol: 1e-5 });
  });
});

test('a scheduled momentum is that of its step', () => {
  const optimizer = momentum({ learningRate: 1, momentum: (step) => [0.5, 0.25, 0][step] ?? 0 });
  const gradients = { a: tf.scalar(1) };
  let state = optimizer.transform.init(gradients);
  const changes = [0, 1, 2].map((step) => {
    const result = optimizer.transform.update(gradients, state, {
      learningRate: tf.scalar(1),
      batchWeight: tf.scalar(1),
      momentum: tf.scalar(optimizer.momentum?.(step) ?? Number.NaN),
      variables: gradients,
    });
    state = result.state;
    return result.updates.a?.dataSync()[0];
  });
  // b = 0.5 · 0 + 1, 0.25 · 1 + 1, 0 · 1.25 + 1
  expect(changes).toEqual([-1, -1.25, -1]);
  expect(() => transformed(optimizer, gradients)).toThrow(
    'optimizer: expected the scheduled momentum as a tensor, got undefined.',
  );
});

test.each([
  [() => adamW({ learningRate: 1, weightDecay: -1 }), 'adamW: expected weightDecay >= 0, got -1.'],
  [() => nadam({ learningRate: 1, beta1: 1 }), 'nadam: expected 0 <= beta1 < 1, got 1.'],
  [() => radam({ learningRate: 1, beta2: 0.5 }), 'radam: expected 0.6 < beta2 < 1, got 0.5.'],
  [() => adagrad({ learningRate: 1, epsilon: 0 }), 'adagrad: expected epsilon > 0, got 0.'],
  [() => adafactor({ clip: 0.5 }), 'adafactor: expected clip >= 1, got 0.5.'],
  [() => adadelta({ rho: -0.1 }), 'adadelta: expected 0 <= rho < 1, got -0.1.'],
  [() => rmsprop({ learningRate: 1, decay: 1 }), 'rmsprop: expected 0 <= decay < 1, got 1.'],
  [() => adamax({ learningRate: Number.NaN }), 'adamax: expected learningRate >= 0 or a schedule, got NaN.'],
  [() => lion({ learningRate: 1, beta2: 2 }), 'lion: expected 0 <= beta2 < 1, got 2.'],
  [() => lamb({ learningRate: 1, epsilon: -1 }), 'lamb: expected epsilon > 0, got -1.'],
  [() => clipByGlobalNorm(0), 'clipByGlobalNorm: expected limit > 0, got 0.'],
  [() => adaptiveClip({ ratio: -1 }), 'adaptiveClip: expected ratio > 0, got -1.'],
  [() => averageWeights(sgd({ learningRate: 1 }), 1), 'averageWeights: expected 0 <= decay < 1, got 1.'],
])('%s is refused', (make, message) => {
  expect(make).toThrow(message);
});
