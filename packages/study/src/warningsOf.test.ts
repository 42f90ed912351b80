import { prepareBackend } from '@losskit/backends';
import { zeroOne } from '@losskit/losses';
import { train } from '@losskit/trainer';
import { sgd } from '@losskit/trainer/optimizers';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { warningsOf } from './warningsOf.ts';

const record = { learningRate: 0.1, seed: 0, status: 'finished', code: '', reason: '', steps: 1 } as const;
const rest = {
  ...{ curve: [], validation: {}, test: {}, trivial: {}, converged: null, exact: null, jackknife: [] },
  ...{ evaluatedBy: {}, initialWeightsDigest: '', weightsDigest: '', exhibits: {} },
};

test('each kind of warning is told once a task, with the losses that have it', () => {
  const run = (task: string, loss: string, ...codes: string[]) => ({
    ...record,
    ...rest,
    task,
    loss,
    warnings: codes.map((code) => ({ code, message: `${code} of ${loss}` })),
  });
  expect(
    warningsOf([
      run('a', 'x', 'one', 'two'),
      run('a', 'y', 'one'),
      run('a', 'y', 'one'),
      run('b', 'y', 'one'),
      run('b', 'z'),
    ]),
  ).toEqual([
    { task: 'a', code: 'one', message: 'one of x', losses: ['x', 'y'] },
    { task: 'a', code: 'two', message: 'two of x', losses: ['x'] },
    { task: 'b', code: 'one', message: 'one of y', losses: ['y'] },
  ]);
  expect(warningsOf([{ ...record, ...rest, task: 'a', loss: 'x' }])).toEqual([]);
});

test('with our gradients too a loss without one is refused, and a condition beside a path is none', async () => {
  await prepareBackend('cpu', 'tiny');
  const errorRate = (labels: tf.Tensor, logits: tf.Tensor) =>
    tf.mean(tf.cast(tf.notEqual(tf.argMax(logits, -1), labels), 'float32'));
  const hinged = (_labels: tf.Tensor, logits: tf.Tensor) =>
    tf.mean(tf.where(tf.greater(logits, 0), logits, 0));
  const step = (loss: (labels: tf.Tensor, logits: tf.Tensor) => tf.Tensor) =>
    train({
      model: tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] }),
      batches: [{ inputs: tf.ones([4, 2]), targets: tf.zeros([4], 'int32') }],
      loss,
      optimizer: sgd({ learningRate: 0.1 }),
    }).next();
  await expect(step(errorRate)).rejects.toThrow(
    'whose gradient ends at NotEqual, constant almost everywhere',
  );
  await expect(step(zeroOne)).rejects.toThrow("got 'zeroOne', whose gradient is 0 everywhere");
  expect((await step(hinged)).value).toMatchObject({ warnings: [] });
});
