import { linearTask } from '@losskit/data';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';

import { parseLoss } from '../lossExpression.ts';
import { pictureLearner } from './pictureLearner.ts';
import type { RunRequest } from './RunRequest.ts';
import { regressionLearner } from './regressionLearner.ts';
import { loadTask } from './TaskSource.ts';
import { taskPlan } from './taskPlan.ts';
import { trainRun } from './trainRun.ts';

const linear = linearTask();
const request: RunRequest = {
  source: { task: 'linear' },
  loss: 'meanSquaredError',
  seed: 3,
  learningRate: 0.03,
  backend: 'cpu',
  epochs: 4,
  keepPictures: false,
};

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

describe('trainRun', () => {
  it('gives the same record for the same request, bit by bit, and leaves no tensor', async () => {
    const first = await trainRun(linear, request);
    const { numTensors } = tf.memory();
    const second = await trainRun(linear, request);
    expect(second).toEqual(first);
    expect(second.weightsDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('gives other weights for another seed and for another loss', async () => {
    const digests = await Promise.all([
      trainRun(linear, request),
      trainRun(linear, { ...request, seed: 4 }),
      trainRun(linear, { ...request, loss: 'mae' }),
    ]);
    expect(new Set(digests.map(({ weightsDigest }) => weightsDigest)).size).toBe(3);
  });

  it('starts every loss from the same weights with the same rows', async () => {
    const fruit = await loadTask({ task: 'fruit' });
    if (fruit.kind !== 'classification') throw new Error('expected a classification task');
    const plan = taskPlan(fruit, fruit.split(1).train.rows, 1);
    const [first, second] = ['crossEntropy', 'mse'].map((name) =>
      pictureLearner(fruit, parseLoss(name), plan, 1, false),
    );
    if (!first || !second) throw new Error('expected two learners');
    for (const [name, variable] of Object.entries(first.model.variables)) {
      expect(second.model.variables[name]?.dataSync()).toEqual(variable.dataSync());
    }
    expect(Buffer.compare(bytesOf(second.train.inputs.values), bytesOf(first.train.inputs.values))).toBe(0);
    tf.dispose([first.model.variables, second.model.variables]);

    const linearPlan = taskPlan(linear, linear.split(1).train.rows);
    const learners = ['mse', 'huber'].map((name) =>
      regressionLearner(linear, parseLoss(name), linearPlan, 1),
    );
    const [one, other] = learners.map(({ model }) => model.variables.kernel?.dataSync());
    expect(one).toEqual(other);
    tf.dispose(learners.map(({ model }) => model.variables));
  });

  it('shows every loss the same rows in the same order', async () => {
    // Half of the squared error has half of its gradient, to the bit; Adam divides the half away again, but for its
    // epsilon: with the same batches the two losses see curves whose ratio is 2 throughout.
    const tiny = { ...request, learningRate: 1e-30 };
    const whole = await trainRun(linear, { ...tiny, loss: 'meanSquaredError' });
    const half = await trainRun(linear, { ...tiny, loss: 'halfSquaredError' });
    expect(half.curve.map(({ loss }) => 2 * loss)).toBeAllClose(
      whole.curve.map(({ loss }) => loss),
      { rtol: 1e-6 },
    );
    expect(half.weightsDigest).toBe(whole.weightsDigest);
  });

  it('says diverged, with the step, when the loss overflows', async () => {
    const { numTensors } = tf.memory();
    const record = await trainRun(linear, { ...request, learningRate: 1e30 });
    expect(record).toMatchObject({ status: 'diverged', validation: {}, test: {} });
    expect(record.reason).toMatch(/^train: expected a finite loss, got (Infinity|NaN) at step \d+, /);
    expect(record.reason).toContain(`at step ${record.steps},`);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('holds finite numbers only, also where the weights grow huge', async () => {
    for (const learningRate of [1e3, 1e10, 1e15, 1e18, 1e19, 1e25, 3e37]) {
      for (const loss of ['mae', 'mse']) {
        const record = await trainRun(linear, { ...request, loss, learningRate });
        const numbers = [...Object.values(record.validation), ...Object.values(record.test)];
        const curve = record.curve.flatMap((point) => [point.loss, point.validation]);
        expect([...numbers, ...curve].filter((value) => !Number.isFinite(value))).toEqual([]);
      }
    }
  });

  it('stops after the current step when the signal says so, and holds what it reached', async () => {
    const controller = new AbortController();
    const record = await trainRun(linear, request, {
      signal: controller.signal,
      onProgress: ({ step }) => {
        if (step >= 2) controller.abort();
      },
    });
    expect(record.status).toBe('stopped');
    expect(record.steps).toBeLessThan(12);
    expect(record.reason).toBe(`stopped at step ${record.steps} of 12`);
    expect(Object.keys(record.test)).toContain('rmse');
  });

  it('finds the line that drew the data', async () => {
    const clean = linearTask({ outlierShare: 0, noise: 0 });
    const { fit } = await trainRun(clean, { ...request, epochs: 150, learningRate: 0.1 });
    expect(fit?.coefficients).toBeAllClose([2.5], { atol: 0.01 });
    expect([fit?.intercept ?? Number.NaN]).toBeAllClose([4], { atol: 0.05 });
  });

  it('refuses a loss that does not fit the task', async () => {
    await expect(trainRun(linear, { ...request, loss: 'crossEntropy' })).rejects.toThrow(
      "train: expected a loss for regression, got 'crossEntropy'; losskit list shows which fit linear.",
    );
  });
});
