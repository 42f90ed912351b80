import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';

import { minimize, weightsDigest } from '../index.ts';

inFreshScope();

/** The regression of scripts/reference/minima.py: its ridge is the penalty. */
function logistic() {
  const rows = Array.from({ length: 12 }, (_, row) => row);
  const kernel = tf.variable(tf.zeros([2, 1]));
  const bias = tf.variable(tf.zeros([1]));
  return {
    model: {
      variables: { kernel, bias },
      predict: (x: tf.Tensor) => tf.add(tf.matMul(tf.reshape(x, [-1, 2]), kernel), bias),
    },
    batch: {
      inputs: tf.tensor2d(rows.map((row) => [Math.sin(row), Math.cos(2 * row)])),
      targets: tf.tensor2d([0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0], [12, 1]),
    },
    loss: (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.sub(tf.softplus(yPred), tf.mul(yTrue, yPred))),
    penalty: () => tf.mul(tf.add(tf.sum(tf.square(kernel)), tf.sum(tf.square(bias))), 0.005),
  };
}

test('a logistic regression is where SciPy has it, to the digits of float32', async () => {
  const given = logistic();
  const { loss, gradient, iterations, evaluations, stopped } = await minimize(given);
  expect(loss).toBeCloseTo(0.4575360366699937, 6);
  expect(gradient).toBeLessThan(1e-4);
  expect(['gradient', 'change']).toContain(stopped);
  expect(iterations).toBeLessThan(20);
  expect(evaluations).toBeGreaterThan(iterations);
  // No weight can be moved by a hundredth without a greater loss.
  const { model, batch } = given;
  for (const variable of Object.values(model.variables)) {
    for (const change of [0.01, -0.01]) {
      const before = variable.clone();
      variable.assign(tf.add(variable, change));
      const value = tf.add(given.loss(batch.targets, model.predict(batch.inputs)), given.penalty());
      expect(value.dataSync()[0]).toBeGreaterThan(loss);
      variable.assign(before);
    }
  }
});

test('the same start gives the same bits, and no tensor is left', async () => {
  const digests = new Set<string>();
  for (let run = 0; run < 3; run++) {
    const given = logistic();
    const before = tf.memory().numTensors;
    await minimize(given);
    expect(tf.memory().numTensors).toBe(before);
    digests.add(await weightsDigest(given.model.variables));
  }
  expect(digests.size).toBe(1);
});

test('a LayersModel is minimised without its dropout, and its variables are updated', async () => {
  const layers = tf.sequential({
    layers: [
      tf.layers.dropout({ rate: 0.5, inputShape: [1] }),
      tf.layers.dense({ units: 1, kernelInitializer: 'zeros' }),
    ],
  });
  const batch = { inputs: tf.tensor2d([[0], [1], [2], [3]]), targets: tf.tensor2d([[1], [3], [5], [7]]) };
  const loss = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yTrue, yPred)));
  await minimize({ model: layers, batch, loss });
  const [kernel, bias] = layers.getWeights();
  expect(kernel).toBeAllClose([2], { rtol: 1e-3 });
  expect(bias).toBeAllClose([1], { rtol: 1e-3, atol: 2e-3 });
});

test('a variable that the loss does not depend on stays as it is', async () => {
  const slope = tf.variable(tf.scalar(0));
  const idle = tf.variable(tf.tensor1d([3, 4]));
  const { stopped } = await minimize({
    model: { variables: { idle, slope }, predict: (x: tf.Tensor) => tf.mul(x, slope) },
    batch: { inputs: tf.tensor1d([1, 2]), targets: tf.tensor1d([3, 6]) },
    loss: (yTrue, yPred) => tf.mean(tf.square(tf.sub(yPred, yTrue))),
  });
  expect(stopped).toBe('gradient');
  expect(slope).toBeAllClose([3]);
  expect([...idle.dataSync()]).toEqual([3, 4]);
});

test('where the loss throws or is not finite, the model is as before', async () => {
  const given = logistic();
  given.model.variables.bias.assign(tf.tensor1d([0.3]));
  const before = tf.memory().numTensors;
  const broken = { ...given, loss: () => tf.scalar(Number.NaN) };
  await expect(minimize(broken)).rejects.toMatchObject({ code: 'loss-not-finite' });
  let calls = 0;
  const failing: typeof given.loss = (yTrue, yPred) => {
    calls += 1;
    if (calls > 2) throw new Error('no');
    return given.loss(yTrue, yPred);
  };
  await expect(minimize({ ...given, loss: failing })).rejects.toThrow('no');
  expect(given.model.variables.bias).toBeAllClose([0.3]);
  expect([...given.model.variables.kernel.dataSync()]).toEqual([0, 0]);
  expect(tf.memory().numTensors).toBe(before);
});

test.each<[Record<string, unknown>, string]>([
  [{ batches: [] }, "got 'batches' (did you mean 'batch'?)."],
  [{ batch: undefined }, 'minimize: expected batch to be an object, got undefined.'],
  [{ model: 'linear' }, "minimize: expected model to be an object, got 'linear'."],
  [{ loss: undefined }, 'minimize: expected a loss, got undefined.'],
  [{ gtol: 1e-3 }, "got 'gtol' (did you mean 'gradientTolerance'?)."],
])('%j is refused', async (change, message) => {
  await expect(Reflect.apply(minimize, undefined, [{ ...logistic(), ...change }])).rejects.toThrow(message);
});
