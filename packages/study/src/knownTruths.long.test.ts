import { randomStream } from '@losskit/random';
import { defineTask, splitRows, standardized, type Task } from '@losskit/tasks';
import { linearTask } from '@losskit/tasks/built-in';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { compare } from './compare.ts';
import type { RunRecord, StudyResult, TaskResult } from './index.ts';

/** What is known of these comparisons from theory or from exact solvers, and not from this code. */

/** Hundreds of trainings, for machines that are busy. */
const PATIENCE = 600_000;

function onlyTask({ comparison }: StudyResult): TaskResult {
  const [task] = comparison.tasks;
  if (!task) throw new Error('expected a task');
  return task;
}

function resultOf(task: TaskResult, loss: string) {
  const found = task.results.find((one) => one.loss === loss);
  if (!found) throw new Error(`expected ${loss} among the results`);
  return found;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

function fitsOf(runs: readonly RunRecord[], loss: string) {
  return runs.filter((run) => run.loss === loss).flatMap(({ exhibits }) => exhibits.fit ?? []);
}

/** y = 1 + 2 x + e on rows that seeds divide, or draw anew. */
function lineTask(
  name: string,
  rows: number,
  sampling: 'split' | 'fresh',
  error: (uniform: number) => number,
): Task {
  const draw = (seed: number) => {
    const stream = randomStream(seed, `${name} rows`);
    const inputs = Array.from({ length: rows }, () => [stream.uniform(-1.7, 1.7)]);
    const targets = inputs.map(([x = 0]) => 1 + 2 * x + error(stream.uniform(0, 1)));
    return { inputs, targets };
  };
  return defineTask({
    name,
    target: 'continuous',
    sampling,
    linear: true,
    data: ({ seed }) =>
      standardized(splitRows(draw(sampling === 'split' ? 0 : seed), { seed }), { targets: true }),
    model: () => {
      const kernel = tf.variable(tf.zeros([1, 1]));
      const intercept = tf.variable(tf.zeros([1]));
      return {
        variables: { kernel, intercept },
        predict: (inputs: tf.Tensor) => tf.add(tf.matMul(inputs.as2D(-1, 1), kernel), intercept).as1D(),
      };
    },
    batchSize: 64,
    steps: 800,
    learningRates: [0.03, 0.1, 0.3],
    async describe({ variables: { kernel, intercept }, data: { inputScaler, targetScaler } }) {
      const [slope = 0] = (await kernel?.data()) ?? [];
      const [constant = 0] = (await intercept?.data()) ?? [];
      const [inputMean = 0, inputDeviation = 1] = [inputScaler?.means[0], inputScaler?.deviations[0]];
      const [targetMean = 0, targetDeviation = 1] = [targetScaler?.means[0], targetScaler?.deviations[0]];
      const coefficient = (slope * targetDeviation) / inputDeviation;
      return {
        fit: {
          coefficients: [coefficient],
          intercept: targetMean + constant * targetDeviation - coefficient * inputMean,
        },
      };
    },
  });
}

const exponential = (scale: number) => (uniform: number) => -scale * Math.log(1 - uniform);

describe('what is known', { timeout: PATIENCE }, () => {
  test('on the embedded line every loss arrives at its exact minimiser, in each of 20 seeds', async () => {
    const study = await compare({
      tasks: ['linear'],
      losses: ['mse', 'mae', 'huber'],
      // Looks at 20 and 40: a margin that no loss exceeds ends the race at the first.
      seeds: 40,
      margin: 1e6,
      jobs: 2,
    });
    const task = onlyTask(study);
    expect(task.looks).toHaveLength(1);
    for (const loss of ['meanSquaredError', 'meanAbsoluteError', 'huber']) {
      const { exact, metrics } = resultOf(task, loss);
      const trained = metrics.rmse?.values ?? [];
      expect(trained).toHaveLength(20);
      expect(exact?.excess).toBeLessThan(1e-3);
      trained.forEach((value, seed) => {
        const best = exact?.values[seed] ?? Number.NaN;
        expect(Math.abs((value ?? Number.NaN) - best) / best).toBeLessThan(0.005);
      });
    }
  });

  test('squares win in squares on a skewed table, and the absolute error is worse', async () => {
    const task = onlyTask(
      await compare({
        tasks: [lineTask('skewed', 2000, 'split', exponential(3))],
        losses: ['mse', 'mae', 'huber'],
        seeds: 10,
      }),
    );
    expect(
      task.results
        .map(({ loss }) => loss)
        .slice(0, 2)
        .toSorted(),
    ).toEqual(['huber', 'meanSquaredError']);
    expect(['best', 'as good']).toContain(resultOf(task, 'meanSquaredError').verdict);
    expect(resultOf(task, 'meanAbsoluteError').verdict).toBe('worse');
    expect(resultOf(task, 'meanSquaredError').metrics.rmse?.mean).toBeCloseTo(3.0, 0);
  });

  test('with normal noise the slope of squares varies 2/π as much as that of absolute errors', async () => {
    const study = await compare({
      tasks: [linearTask({ outlierFraction: 0, rows: 64 })],
      losses: ['mse', 'mae'],
      seeds: 400,
      margin: 1e6,
      learningRates: [0.3],
      steps: 300,
    });
    const slopes = (loss: string) => fitsOf(study.runs, loss).map(({ coefficients: [slope = 0] }) => slope);
    const [squares, absolutes] = [slopes('meanSquaredError'), slopes('meanAbsoluteError')];
    expect([squares.length, absolutes.length]).toEqual([200, 200]);
    const ratio = (deviation(squares) / deviation(absolutes)) ** 2;
    expect(Math.abs(ratio - 2 / Math.PI)).toBeLessThan(0.1);
  });

  test('each loss finds the summary of the noise that is its own: mean, median, quantiles, and between', async () => {
    const losses = ['mse', 'mae', 'huber:delta=0.5', 'pinball:quantile=0.1', 'pinball:quantile=0.9'];
    const study = await compare({
      tasks: [lineTask('quantiles', 3000, 'fresh', exponential(1))],
      losses,
      seeds: 5,
      margin: 1e6,
    });
    const intercepts = Object.fromEntries(
      onlyTask(study).results.map(({ loss }) => [
        loss,
        mean(fitsOf(study.runs, loss).map((fit) => fit.intercept)),
      ]),
    );
    // Of an exponential distribution with mean 1.
    const quantile = (fraction: number) => 1 - Math.log(1 - fraction);
    expect(Math.abs((intercepts.meanSquaredError ?? 0) - 2)).toBeLessThan(0.05);
    expect(Math.abs((intercepts.meanAbsoluteError ?? 0) - quantile(0.5))).toBeLessThan(0.05);
    expect(Math.abs((intercepts['pinball:quantile=0.1'] ?? 0) - quantile(0.1))).toBeLessThan(0.05);
    expect(Math.abs((intercepts['pinball:quantile=0.9'] ?? 0) - quantile(0.9))).toBeLessThan(0.15);
    expect(intercepts['huber:delta=0.5']).toBeGreaterThan(intercepts.meanAbsoluteError ?? 0);
    expect(intercepts['huber:delta=0.5']).toBeLessThan(intercepts.meanSquaredError ?? 0);
  });
});
