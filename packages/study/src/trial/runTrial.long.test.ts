import { rmse, rSquared } from '@losskit/metrics';
import { defineTask } from '@losskit/tasks';
import { linearTask } from '@losskit/tasks/built-in';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { trialOf } from '../../fixtures/trialOf.ts';
import type { RunRecord } from '../RunRecord.ts';
import type { RunHooks } from './OpenTrial.ts';
import { runTrial } from './runTrial.ts';
import type { TrialRequest } from './TrialRequest.ts';

const linear = linearTask();

/** A run on the line, or on another task. */
async function run(
  changes: Partial<TrialRequest> = {},
  { task = linear, ...hooks }: RunHooks & { readonly task?: typeof linear } = {},
): Promise<RunRecord> {
  const { trial, request } = await trialOf(task, changes);
  return runTrial(trial, request, hooks);
}

describe('runTrial', () => {
  test('gives the same record for the same request, bit by bit, and leaves no tensor', async () => {
    const first = await run();
    const { numTensors } = tf.memory();
    const second = await run();
    expect(second).toEqual(first);
    expect(second.weightsDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test.each(['linear', 'fruit'])(
    'for a score trains %s to the same weights, and measures the validation part alone',
    async (task) => {
      const { trial, request } = await trialOf(task, {
        loss: task === 'fruit' ? 'crossEntropy' : 'mse',
        epochs: 2,
      });
      const whole = await runTrial(trial, request);
      const score = await runTrial(trial, { ...request, purpose: 'score' });
      const untested = { trivial: {}, test: {}, curve: [], jackknife: [], evaluatedBy: {}, exhibits: {} };
      expect(score).toEqual({ ...whole, ...untested });
      expect(Object.keys(whole.test)).not.toHaveLength(0);
    },
  );

  test('for a score fails where the metric of the search is not finite', async () => {
    const rows = (slope: number) => ({ inputs: [[1], [2], [3]], targets: [slope, 2 * slope, 3 * slope] });
    const task = defineTask({
      name: 'flat',
      target: 'continuous',
      sampling: 'fresh',
      // Constant targets have no R².
      data: () => ({ train: rows(1), validation: rows(0), test: rows(1) }),
      model: () => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] }),
      metrics: [rmse, rSquared],
      selectBy: rSquared,
    });
    const { trial, request } = await trialOf(task, { purpose: 'score' });
    expect(await runTrial(trial, request)).toMatchObject({
      status: 'failed',
      reason: 'rSquared is NaN on the validation part',
    });
  });

  test('gives other weights for another seed and for another loss', async () => {
    const digests = await Promise.all([run(), run({ seed: 4 }), run({ loss: 'mae' })]);
    expect(new Set(digests.map(({ weightsDigest }) => weightsDigest)).size).toBe(3);
  });

  test('starts every loss from the same weights', async () => {
    for (const task of ['linear', 'fruit']) {
      const losses = task === 'linear' ? ['mse', 'huber'] : ['crossEntropy', 'mse'];
      const digests = await Promise.all(
        losses.map(async (loss) => {
          const { trial, request } = await trialOf(task, { loss, epochs: 1, backend: 'cpu' });
          return (await runTrial(trial, request)).initialWeightsDigest;
        }),
      );
      expect(digests[0]).toBe(digests[1]);
      expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test('shows every loss the same rows in the same order', async () => {
    // Half of the squared error has half of its gradient, to the bit; Adam divides the half away again, but for its
    // epsilon: with the same batches the two losses see curves whose ratio is 2 throughout.
    const tiny = { learningRate: 1e-30 };
    const whole = await run({ ...tiny, loss: 'meanSquaredError' });
    const half = await run({ ...tiny, loss: 'halfSquaredError' });
    expect(half.curve.map(({ loss }) => 2 * loss)).toBeAllClose(
      whole.curve.map(({ loss }) => loss),
      { rtol: 1e-6 },
    );
    expect(half.initialWeightsDigest).toBe(whole.initialWeightsDigest);
  });

  test('says diverged, with the step, when the loss overflows', async () => {
    const { numTensors } = tf.memory();
    const record = await run({ learningRate: 1e30 });
    expect(record).toMatchObject({ status: 'diverged', validation: {}, test: {} });
    expect(record.reason).toMatch(/^train: expected a finite loss, got (Infinity|NaN) at step \d+, /);
    expect(record.reason).toContain(`at step ${record.steps},`);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test('holds finite numbers only, also where the weights grow huge', async () => {
    for (const learningRate of [1e3, 1e10, 1e15, 1e18, 1e19, 1e25, 3e37]) {
      for (const loss of ['mae', 'mse']) {
        const record = await run({ loss, learningRate });
        const numbers = [...Object.values(record.validation), ...Object.values(record.test)];
        const curve = record.curve.flatMap((point) => [point.loss, point.validation]);
        expect([...numbers, ...curve].filter((value) => !Number.isFinite(value))).toEqual([]);
      }
    }
  });

  test('stops after the current step when the signal says so, and holds what it reached', async () => {
    const controller = new AbortController();
    const record = await run(
      {},
      {
        signal: controller.signal,
        onProgress: ({ step }) => {
          if (step >= 2) controller.abort();
        },
      },
    );
    expect(record.status).toBe('stopped');
    expect(record.steps).toBeLessThan(12);
    expect(record.reason).toBe(`stopped at step ${record.steps} of 12`);
    expect(Object.keys(record.test)).toContain('rmse');
  });

  test('finds the line that drew the data', async () => {
    const clean = linearTask({ outlierFraction: 0, noise: 0 });
    const { exhibits } = await run({ epochs: 150, learningRate: 0.1 }, { task: clean });
    const { fit } = exhibits;
    expect(fit?.coefficients).toBeAllClose([2.5], { atol: 0.01 });
    expect([fit?.intercept ?? Number.NaN]).toBeAllClose([4], { atol: 0.05 });
  });

  test('refuses a loss that does not fit the task', async () => {
    await expect(run({ loss: 'crossEntropy' })).rejects.toThrow(
      "train: expected a loss for continuous targets, got 'crossEntropy'; losskit list shows which fit linear.",
    );
  });
});
