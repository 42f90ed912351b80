import { prepareBackend } from '@losskit/backends';
import { crossEntropy } from '@losskit/losses';
import { randomStream } from '@losskit/random';
import { agreement, stepFunction, TOLERANCE } from '@losskit/testing';
import {
  accumulateGradients,
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamW,
  adaptiveClip,
  averageWeights,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  freeze,
  lamb,
  lion,
  momentum,
  muon,
  nadam,
  type Optimizer,
  prepend,
  radam,
  rmsprop,
  scheduleFree,
  scheduleFreeAdamW,
  sgd,
  skipIfNotFinite,
} from '@losskit/trainer/optimizers';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

const learningRate = 0.05;

const OPTIMIZERS: Readonly<Record<string, () => Optimizer>> = {
  adadelta: () => adadelta({ learningRate }),
  adafactor: () => adafactor({ learningRate }),
  adagrad: () => adagrad({ learningRate }),
  adam: () => adam({ learningRate }),
  'adam with the largest moment': () => adam({ learningRate, amsgrad: true }),
  adamax: () => adamax({ learningRate }),
  adamW: () => adamW({ learningRate }),
  lamb: () => lamb({ learningRate }),
  lion: () => lion({ learningRate }),
  momentum: () => momentum({ learningRate }),
  'momentum of Nesterov': () => momentum({ learningRate, nesterov: true }),
  muon: () => muon({ learningRate }),
  nadam: () => nadam({ learningRate }),
  radam: () => radam({ learningRate }),
  rmsprop: () => rmsprop({ learningRate }),
  'rmsprop centred': () => rmsprop({ learningRate, centered: true, momentum: 0.9 }),
  scheduleFreeAdamW: () => scheduleFreeAdamW({ learningRate }),
  scheduleFree: () => scheduleFree(sgd({ learningRate })),
  sgd: () => sgd({ learningRate }),
  accumulateGradients: () => accumulateGradients(adam({ learningRate }), 3),
  averageWeights: () => averageWeights(sgd({ learningRate }), 0.9),
  freeze: () => freeze(adam({ learningRate }), (name) => name.startsWith('second')),
  skipIfNotFinite: () => skipIfNotFinite(adam({ learningRate })),
  adaptiveClip: () => prepend(sgd({ learningRate }), adaptiveClip({ ratio: 0.01 })),
  clipByGlobalNorm: () => prepend(sgd({ learningRate }), clipByGlobalNorm(0.1)),
  clipByNorm: () => prepend(sgd({ learningRate }), clipByNorm(0.1)),
  clipByValue: () => prepend(sgd({ learningRate }), clipByValue(0.01)),
};

function network() {
  const stream = randomStream(2, 'network');
  const weights = (shape: number[]) => {
    const size = shape.reduce((product, one) => product * one, 1);
    return tf.variable(
      tf.tensor(
        Float32Array.from({ length: size }, () => stream.normal(0, 0.5)),
        shape,
      ),
    );
  };
  const variables = {
    first: weights([5, 7]),
    bias: weights([7]),
    second: weights([7, 3]),
    secondBias: weights([3]),
  };
  return {
    variables,
    predict: (x: tf.Tensor) =>
      tf.add(
        tf.matMul(tf.tanh(tf.add(tf.matMul(x, variables.first), variables.bias)), variables.second),
        variables.secondBias,
      ),
  };
}

function batchOf(rows: number) {
  const stream = randomStream(3, 'batch');
  return {
    inputs: tf.tensor2d(
      Float32Array.from({ length: 5 * rows }, () => stream.normal()),
      [rows, 5],
    ),
    targets: tf.tensor1d(
      Int32Array.from({ length: rows }, () => stream.integer(3)),
      'int32',
    ),
  };
}

describe.each(['cpu', 'wasm'] as const)('a compiled step on %s', (backend) => {
  test.each(Object.entries(OPTIMIZERS))(
    'with %s agrees with the eager one over ten steps',
    async (_, make) => {
      await prepareBackend(backend, 'dense');
      const definition = { model: network(), loss: crossEntropy, optimizer: make() };
      const { difference, where } = agreement(stepFunction(definition, batchOf(11), learningRate), 10);
      expect(difference, where).toBeLessThan(TOLERANCE);
    },
  );
});
