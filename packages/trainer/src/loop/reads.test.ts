import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { weightedSquares } from '../../fixtures/elementLoss.ts';
import { noisyNetwork, seededSource } from '../../fixtures/seededTask.ts';
import { batchLoss, fromLayersModel, type TrainOptions, train } from '../index.ts';
import * as optimizers from '../optimizers.ts';
import { oneCycle } from '../schedules.ts';

const READS = ['data', 'dataSync', 'array', 'arraySync', 'bytes', 'buffer', 'bufferSync'] as const;
const STEPS = 12;

beforeEach(() => {
  tf.engine().startScope();
});
afterEach(() => {
  vi.restoreAllMocks();
  tf.engine().endScope();
  tf.disposeVariables();
});

/** How often numbers came back from the backend up to now, in whatever way. */
function countReads(): () => number {
  let reads = 0;
  const count = () => {
    // Kernels of the cpu backend read their own inputs, which are nowhere else.
    if (tf.engine().state.kernelDepth === 0) reads += 1;
  };
  const backend = tf.backend();
  const { read, readSync } = backend;
  vi.spyOn(backend, 'read').mockImplementation((id) => {
    count();
    return read.call(backend, id);
  });
  vi.spyOn(backend, 'readSync').mockImplementation((id) => {
    count();
    return readSync.call(backend, id);
  });
  const spies = READS.map((method) => vi.spyOn(tf.Tensor.prototype, method));
  return () => reads + spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
}

/** Reads up to each step of a run that reads its loss at the end only. */
async function readsOf(options: Partial<TrainOptions>): Promise<number[]> {
  const network = noisyNetwork();
  const reads = countReads();
  const atSteps: number[] = [];
  const predict: typeof network.predict = (inputs, context) => {
    atSteps.push(reads());
    return network.predict(inputs, context);
  };
  const given = {
    model: { ...network, predict },
    batches: seededSource(),
    loss: weightedSquares,
    optimizer: optimizers.sgd({ learningRate: 0.01 }),
    compile: 'off' as const,
  };
  for await (const { step } of train({ ...given, ...options, steps: STEPS, readEvery: STEPS })) {
    expect(step).toBe(STEPS);
  }
  expect(reads()).toBeGreaterThan(atSteps.at(-1) ?? 0);
  return atSteps;
}

const {
  accumulateGradients,
  adam,
  adaptiveClip,
  averageWeights,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  freeze,
  momentum,
  prepend,
  sgd,
  skipIfNotFinite,
} = optimizers;
const learningRate = 0.01;
const cycle = oneCycle({ maxLearningRate: 0.1, totalSteps: STEPS });

/** All that is exported but optimizers that take options: transforms, wrappers and what makes of them optimizers. */
const OTHERS =
  /^(scale|clip|add|adaptive|average|chain|make|prepend|accumulate|freeze|skip|partition|scheduleFree$)/;

function isOptimizer(value: unknown): value is optimizers.Optimizer {
  return typeof value === 'object' && value !== null && 'transform' in value;
}

const PLAIN = Object.entries(optimizers)
  .filter(([name]) => !OTHERS.test(name))
  .map(([name, make]): [string, () => optimizers.Optimizer] => [
    name,
    () => {
      const made: unknown = Reflect.apply(make, undefined, [{ learningRate }]);
      if (!isOptimizer(made)) throw new TypeError(`expected ${name} to make an optimizer`);
      return made;
    },
  ]);

const OPTIMIZERS: readonly [string, () => optimizers.Optimizer][] = [
  ...PLAIN,
  ['nesterov', () => momentum({ learningRate, nesterov: true })],
  ['centred rmsprop', () => optimizers.rmsprop({ learningRate, centered: true, momentum: 0.5 })],
  ['adam with a scheduled momentum', () => adam({ learningRate: cycle.learningRate, beta1: cycle.momentum })],
  ['accumulated adam', () => accumulateGradients(adam({ learningRate }), 3)],
  ['averaged sgd', () => averageWeights(sgd({ learningRate }))],
  ['frozen sgd', () => freeze(sgd({ learningRate }), 'bias')],
  ['schedule-free sgd', () => optimizers.scheduleFree(sgd({ learningRate }))],
  ['skipping sgd', () => skipIfNotFinite(sgd({ learningRate }))],
  [
    'clipped sgd',
    () => prepend(sgd({ learningRate }), clipByGlobalNorm(1), clipByNorm(1), clipByValue(1), adaptiveClip()),
  ],
];

test('the optimizers are found among the exports', () => {
  expect(PLAIN.map(([name]) => name)).toEqual(expect.arrayContaining(['adadelta', 'adam', 'sgd']));
});

test.each(OPTIMIZERS)('nothing is read in a step of %s', async (_, make) => {
  expect(await readsOf({ optimizer: make() })).toEqual(new Array(STEPS).fill(0));
});

test.each<[string, () => Partial<TrainOptions>]>([
  ['norms', () => ({ norms: true })],
  ['a penalty', () => ({ penalty: ({ first }) => tf.sum(tf.square(first ?? 0)) })],
  [
    'a loss of outputs and batch',
    () => ({
      loss: batchLoss((outputs, { targets, weights }) => {
        if (!(weights instanceof tf.Tensor)) throw new TypeError('expected weights');
        const values = tf.mul(weights, tf.square(tf.sub(outputs, targets)));
        return { sum: tf.sum(values), weight: tf.sum(weights) };
      }),
    }),
  ],
  [
    'early stopping',
    () => ({ validation: { batches: seededSource(), everySteps: STEPS }, earlyStopping: { patience: 9 } }),
  ],
  ['checkpoints that come later', () => ({ checkpointEvery: STEPS })],
])('nor with %s', async (_, options) => {
  expect(await readsOf(options())).toEqual(expect.arrayContaining(new Array(STEPS).fill(0)));
});

test('nor in the step of a LayersModel with dropout, batch norm and a recurrent layer', async () => {
  const layers = tf.sequential({
    layers: [
      tf.layers.reshape({ targetShape: [3, 1], inputShape: [3] }),
      tf.layers.lstm({ units: 3, dropout: 0.3, kernelRegularizer: 'l1l2' }),
      tf.layers.batchNormalization(),
      tf.layers.dropout({ rate: 0.3 }),
      tf.layers.dense({ units: 1 }),
      tf.layers.reshape({ targetShape: [] }),
    ],
  });
  const model = fromLayersModel(layers);
  const reads = countReads();
  const atSteps: number[] = [];
  const predict: typeof model.predict = (inputs, context) => {
    atSteps.push(reads());
    return model.predict(inputs, context);
  };
  const options = { model: { ...model, predict }, batches: seededSource(), loss: weightedSquares };
  const optimizer = adam({ learningRate });
  for await (const _ of train({ ...options, optimizer, steps: STEPS, readEvery: STEPS, compile: 'off' }));
  expect(atSteps).toEqual(new Array(STEPS).fill(0));
});
