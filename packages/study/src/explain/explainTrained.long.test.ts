import { defineTask, KINDS, type KindName, taskLoss } from '@losskit/tasks';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { explainedTask } from '../../fixtures/explainedTask.ts';
import { kindTasks } from '../../fixtures/kindTasks.ts';
import { trialOf } from '../../fixtures/trialOf.ts';
import { disposeModel, prepareTrial } from '../trial/prepareTrial.ts';
import { closeExamples, openExamples } from './Examples.ts';
import { type Explanation, explanationSchema } from './Explanation.ts';
import { explainTrained } from './explainTrained.ts';
import { weightGradient } from './lossGradients.ts';

const FINISHED = { seed: 0, learningRate: 0.05, epochs: 40 };

function lineOf({ curves }: Explanation, loss: string) {
  const line = curves?.lines.find((one) => one.loss === loss);
  if (!curves || !line) throw new Error(`Expected a curve of ${loss}.`);
  return { x: curves.x, ...line };
}

/** A loss of a residual in float64, apart from losskit. */
const TRUTHS: Readonly<Record<string, (residual: number) => number>> = {
  meanSquaredError: (r) => r * r,
  'huber:delta=0.5': (r) => (Math.abs(r) <= 0.5 ? (r * r) / 2 : 0.5 * (Math.abs(r) - 0.25)),
  logCosh: (r) => Math.log(Math.cosh(r)),
  meanAbsoluteError: Math.abs,
};

describe('curves over the residual', async () => {
  const { explanation } = await explainedTask('linear', Object.keys(TRUTHS), FINISHED);

  test("mean squared error's slope is proportional to the residual", () => {
    const { x, slope } = lineOf(explanation, 'meanSquaredError');
    for (const [place, at] of x.entries()) expect(slope[place]).toBeCloseTo(2 * at, 4);
  });

  test("huber's slope is capped at delta", () => {
    const { x, slope } = lineOf(explanation, 'huber:delta=0.5');
    for (const [place, at] of x.entries())
      expect(slope[place]).toBeCloseTo(Math.max(-0.5, Math.min(0.5, at)), 5);
  });

  test.each(Object.entries(TRUTHS))('%s: value and curvature are those of float64', (loss, truth) => {
    const { x, value, curvature } = lineOf(explanation, loss);
    const step = 1e-4;
    for (const [place, at] of x.entries()) {
      expect(Math.abs((value[place] ?? 0) - truth(at))).toBeLessThan(3e-5 * Math.max(1, truth(at)));
      const second = (truth(at + step) - 2 * truth(at) + truth(at - step)) / step ** 2;
      expect(curvature[place]).toBeCloseTo(second, 3);
    }
  });

  test('no point is on a kink at 0', () => {
    expect(explanation.curves?.x).not.toContain(0);
    expect(explanation.curves?.standardized).toBe(true);
  });
});

describe('what losses on one line come to', async () => {
  const losses = ['meanSquaredError', 'meanAbsoluteError', 'huber:delta=0.5'];
  const { explanation, records } = await explainedTask('linear', losses, FINISHED);

  test("a path's ends are the two solutions' own values", () => {
    for (const [place, path] of explanation.paths.entries()) {
      const other = records[place + 1];
      expect([path.at[0], path.at.at(-1)]).toEqual([0, 1]);
      expect(path.metric[0]).toBeCloseTo(records[0]?.test.rmse ?? 0, 4);
      expect(path.metric.at(-1)).toBeCloseTo(other?.test.rmse ?? 0, 4);
    }
  });

  test('every loss is lower at its own solution than at that of the others', () => {
    for (const { fromLoss, toLoss } of explanation.paths) {
      expect(fromLoss[0]).toBeLessThan(fromLoss.at(-1) ?? 0);
      expect(toLoss.at(-1)).toBeLessThan(toLoss[0] ?? 0);
    }
  });

  test('the plane of a model of two weights holds every solution', () => {
    expect(explanation.landscape?.marks.map(({ offPlane }) => offPlane)).toEqual([0, 0, 0]);
    expect(explanation.landscape?.marks[0]).toMatchObject({ x: 0, y: 0 });
    const values = explanation.landscape?.losses[0]?.values ?? [];
    expect(values).toHaveLength(explanation.landscape?.y.length ?? 0);
  });

  test('mean absolute error pulls all examples equally, mean squared error the far ones', () => {
    const shares = explanation.gradients.map(({ topShare }) => topShare ?? 0);
    expect(shares[1]).toBeCloseTo(0.01, 6);
    expect(shares[0]).toBeGreaterThan(0.03);
  });

  test('the rows that are shown are those where the two are farthest apart', () => {
    const { pairs = [], examples = [] } = explanation.disagreements ?? {};
    const gaps = pairs[0]?.rows.map(({ first, second }) => Math.abs(Number(first) - Number(second))) ?? [];
    expect(gaps).toEqual([...gaps].sort((a, b) => b - a));
    const shown = new Set(pairs.flatMap(({ rows }) => rows.map(({ row }) => row)));
    expect(examples.map(({ row }) => row)).toEqual([...shown].sort((a, b) => a - b));
    expect(examples[0]?.inputs?.map(({ name }) => name)).toEqual(['x']);
  });
});

test("hinge's share without gradient is the share with a margin of 1 or more", async () => {
  const { explanation } = await explainedTask(kindTasks.binary(), ['hinge', 'softMargin'], FINISHED);
  const margins = explanation.curves?.rug[0]?.positions ?? [];
  const beyond = margins.filter((margin) => margin >= 1).length / margins.length;
  expect(beyond).toBeGreaterThan(0.1);
  expect(beyond).toBeLessThan(1);
  expect(explanation.gradients[0]?.withoutGradient).toBeCloseTo(beyond, 5);
  expect(explanation.gradients[1]?.withoutGradient).toBe(0);
});

test('a loss and its multiple have a cosine of 1', async () => {
  const { explanation } = await explainedTask(
    kindTasks.multiclass(),
    ['crossEntropy', '3*crossEntropy'],
    FINISHED,
  );
  expect(explanation.cosines[0]?.[1]).toBeCloseTo(1, 5);
});

test('the gradient on the weights is that of all examples at once, with penalties', async () => {
  const task = defineTask({
    name: 'two weights',
    target: 'continuous',
    data: () => {
      const part = {
        inputs: [
          [1, 2],
          [3, -1],
          [0, 1],
        ],
        targets: [1, 2, 3],
      };
      return { train: part, validation: part, test: part };
    },
    model: () => {
      const kernel = tf.tidy(() => tf.variable(tf.tensor2d([[0.5], [-1]])));
      return { variables: { kernel }, predict: (x: tf.Tensor) => tf.matMul(x, kernel) };
    },
  });
  const loss = 'meanSquaredError+l2Penalty:lambda=0.1';
  const { trial, request } = await trialOf(task, { loss });
  const prepared = await prepareTrial(trial, request);
  const bare = taskLoss('meanSquaredError');
  const examples = openExamples(prepared, prepared.data.train, [trial.loss, bare]);
  const gradient = await weightGradient(prepared, examples, bare);
  const penalized = await weightGradient(prepared, examples, trial.loss);
  closeExamples(examples);
  // By differences in float64.
  const value = ([a = 0, b = 0]: readonly number[]) =>
    ((a + 2 * b - 1) ** 2 + (3 * a - b - 2) ** 2 + (b - 3) ** 2) / 3;
  const step = 1e-5;
  const slopes = [0, 1].map((place) => {
    const moved = (by: number) => [0.5, -1].map((weight, at) => (at === place ? weight + by : weight));
    return (value(moved(step)) - value(moved(-step))) / (2 * step);
  });
  expect(gradient[0]).toBeCloseTo(slopes[0] ?? 0, 4);
  expect(gradient[1]).toBeCloseTo(slopes[1] ?? 0, 4);
  // λ · Σ w² / 2 or λ · Σ w²: along the weights, and half as long for the first as for the second.
  const added = penalized.map((value, place) => value - (gradient[place] ?? 0));
  expect(added[0]).toBeGreaterThan(0.01);
  expect((added[1] ?? 0) / (added[0] ?? 0)).toBeCloseTo(-2, 3);
  disposeModel(prepared.model);
});

const kinds = Object.keys(kindTasks).filter((name): name is KindName => name in kindTasks);

describe('every kind of target', () => {
  test.each(kinds)(
    '%s is explained by the views that it has, the same each time, and leaves no tensor',
    async (kind) => {
      const losses = KINDS[kind].commonLosses.slice(0, 3);
      const explained = () => explainedTask(kindTasks[kind](), losses, { ...FINISHED, epochs: 6 });
      const { explanation } = await explained();
      const before = tf.memory().numTensors;
      const again = await explained();
      expect(tf.memory().numTensors).toBe(before);
      expect(JSON.stringify(again.explanation)).toBe(JSON.stringify(explanation));
      expect(explanationSchema.parse(JSON.parse(JSON.stringify(explanation)))).toEqual(explanation);
      const { views } = KINDS[kind];
      expect(explanation.curves !== undefined).toBe(views.axis !== undefined);
      expect(explanation.reliability !== undefined).toBe(views.calibration !== undefined);
      expect(explanation.disagreements !== undefined).toBe(views.answers !== undefined);
      expect(explanation.losses).toEqual(losses);
      expect(explanation.gradients).toHaveLength(losses.length);
      expect(explanation.paths).toHaveLength(losses.length - 1);
      expect(explanation.curves?.lines.length ?? 0).toBe(views.axis ? losses.length : 0);
      for (const { value } of explanation.curves?.lines ?? []) expect(value).not.toContain(null);
    },
  );
});

test('stops when it is told to', async () => {
  const { trial, request } = await trialOf('linear');
  const prepared = await prepareTrial(trial, request);
  disposeModel(prepared.model);
  const stopped = explainTrained(
    trial.task,
    [{ loss: trial.loss, weights: new Map() }],
    request,
    AbortSignal.abort(),
  );
  await expect(stopped).rejects.toThrow(expect.objectContaining({ code: 'interrupted' }));
});
