import { prepareBackend } from '@losskit/backends';
import { type Task, type TaskLoss, taskLoss } from '@losskit/tasks';
import type { CompilePolicy } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { kindTasks, openLayerTask } from '../../fixtures/kindTasks.ts';
import { trialOf } from '../../fixtures/trialOf.ts';
import { judgingSums } from './lossSums.ts';
import { evaluateBy } from './meanLosses.ts';
import { disposeModel, prepareTrial } from './prepareTrial.ts';

async function means(task: Task, losses: readonly TaskLoss[], compile: CompilePolicy, seed = 0) {
  const [first] = losses;
  const { trial, request } = await trialOf(task, { loss: first?.name ?? '', seed });
  const prepared = await prepareTrial({ ...trial, loss: first ?? trial.loss }, request);
  try {
    return { prepared, values: await evaluateBy(prepared, losses, compile) };
  } finally {
    disposeModel(prepared.model);
  }
}

const losses = ['crossEntropy', 'categoricalFocal', 'meanSquaredError'].map(taskLoss);

describe('losses that judge a model', () => {
  test.each(['cpu', 'wasm'] as const)('agree compiled and kernel by kernel on %s', async (backend) => {
    await prepareBackend(backend, 'dense');
    const compiled = await means(kindTasks.multiclass(), losses, 'require');
    const eager = await means(kindTasks.multiclass(), losses, 'off');
    expect(Object.keys(compiled.values)).toEqual(losses.map(({ name }) => name));
    for (const [name, value] of Object.entries(compiled.values))
      expect(value, name).toBeAllClose(eager.values[name] ?? Number.NaN, { rtol: 3e-6 });
  });

  test('that take a layer of the model do so too', async () => {
    const linear = [taskLoss('linearCrossEntropy')];
    const compiled = await means(openLayerTask(), linear, 'require');
    const eager = await means(openLayerTask(), linear, 'off');
    expect(compiled.values.linearCrossEntropy).toBeCloseTo(eager.values.linearCrossEntropy ?? 0, 5);
  });

  test('are compiled once for all runs of a task', async () => {
    const task = kindTasks.multiclass();
    const { prepared } = await means(task, losses, 'auto', 0);
    const sumsOf = (judges: readonly TaskLoss[], compile: CompilePolicy = 'auto') =>
      judgingSums(task, { losses: judges, shape: prepared.shape, compile });
    const first = sumsOf(losses);
    expect(first.engine).toBe('compiled');
    await means(task, losses, 'auto', 1);
    expect(sumsOf(losses)).toBe(first);
    expect(sumsOf(losses, 'off')).not.toBe(first);
    expect(sumsOf(losses.slice(1))).not.toBe(first);
  });

  test('one of them that reads makes all of them eager, with the same values', async () => {
    function readingMean(yTrue: tf.Tensor, yPred: tf.Tensor) {
      const [first = 0] = yTrue.dataSync();
      return tf.mean(tf.square(tf.sub(yPred, first)));
    }
    const task = kindTasks.multiclass();
    const judges = [...losses, taskLoss(readingMean)];
    const { prepared, values } = await means(task, judges, 'auto');
    const sums = judgingSums(task, { losses: judges, shape: prepared.shape, compile: 'auto' });
    expect(sums.eagerReason).toMatch(/^a tensor is read back/);
    expect(values).toEqual((await means(kindTasks.multiclass(), judges, 'off')).values);
  });

  test('one of them that throws has no value, and the others have theirs', async () => {
    const throwing = function throwing(): tf.Tensor {
      throw new RangeError('not these outputs');
    };
    const judges = [...losses, taskLoss(throwing)];
    const { values } = await means(kindTasks.multiclass(), judges, 'require');
    expect(Object.keys(values)).toEqual(losses.map(({ name }) => name));
  });

  test('leave no tensors behind', async () => {
    const task = kindTasks.multiclass();
    await means(task, losses, 'auto');
    const { numTensors } = tf.memory();
    await means(task, losses, 'auto');
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});
