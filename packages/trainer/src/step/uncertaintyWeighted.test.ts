import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { weightedSquares } from '../../fixtures/elementLoss.ts';
import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { meanSquaredError, runToEnd } from '../../fixtures/line.ts';
import { skipWhereEager } from '../../fixtures/skipWhereEager.ts';
import {
  batchLoss,
  type CompilePolicy,
  type TrainingState,
  type TrainOptions,
  train,
  uncertaintyWeighted,
  withVariables,
} from '../index.ts';
import { accumulateGradients, adam, sgd } from '../optimizers.ts';

inFreshScope();

const NOISE = { near: 0.1, far: 5 };
const ROWS = 64;

/** Two lines over one slope, whose targets are noisy in scales that are far apart. */
function twoLines() {
  const stream = randomStream(3, 'two lines');
  const xs = Array.from({ length: ROWS }, () => stream.normal());
  const targetsOf = (noise: number) => tf.tensor1d(xs.map((x) => 2 * x + stream.normal(0, noise)));
  const [slope, bias] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0))];
  const predict = (x: tf.Tensor) => {
    const near = tf.add(tf.mul(x, slope), bias);
    return { near, far: near };
  };
  const batch = {
    inputs: tf.tensor1d(xs),
    targets: { near: targetsOf(NOISE.near), far: targetsOf(NOISE.far) },
  };
  return { model: { variables: { slope, bias }, predict }, batch };
}

function options(compile: CompilePolicy, steps = 300) {
  const { model, batch } = twoLines();
  const { loss, variables } = uncertaintyWeighted({ near: weightedSquares, far: weightedSquares });
  const given: TrainOptions<tf.Tensor, typeof batch.targets, Record<'near' | 'far', tf.Tensor>> = {
    model: withVariables(model, variables),
    batches: Array(steps).fill(batch),
    loss,
    optimizer: adam({ learningRate: 0.1 }),
    readEvery: 7,
    compile,
  };
  return { given, model, batch, variables };
}

const numberOf = (tensor: tf.Tensor | undefined) => tensor?.dataSync()[0] ?? Number.NaN;

test('is exp(−s) L + s, with the gradients of that', () => {
  const { loss, variables } = uncertaintyWeighted({
    one: { loss: meanSquaredError, weight: 3 },
    all: batchLoss((outputs: Record<'one', tf.Tensor>) => tf.mean(outputs.one)),
  });
  const [one, all] = [variables['logScale/one'], variables['logScale/all']];
  one?.assign(tf.scalar(0.5));
  all?.assign(tf.scalar(-1));
  const prediction = tf.variable(tf.tensor1d([1, 3]));
  const batch = { inputs: tf.zeros([2]), targets: { one: tf.zeros([2]) } };
  const total = () =>
    Object.values(loss)
      .map((term) => term.meanOf({ one: prediction }, batch).value)
      .reduce((sum, value) => tf.add(sum, value));
  // 3 · (1 + 9) / 2 and (1 + 3) / 2.
  expect(total()).toBeAllClose(15 * Math.exp(-0.5) + 0.5 + 2 * Math.E - 1);
  const { grads } = tf.variableGrads(total);
  expect(grads[one?.name ?? '']).toBeAllClose(1 - 15 * Math.exp(-0.5));
  expect(grads[all?.name ?? '']).toBeAllClose(1 - 2 * Math.E);
  expect(grads[prediction.name]).toBeAllClose([1, 3].map((x) => 3 * x * Math.exp(-0.5) + Math.E / 2));
});

test('for constant losses the scales are trained to the losses, whatever their sizes', async () => {
  const constants = { small: 0.02, large: 20 };
  const slope = tf.variable(tf.scalar(1));
  const { loss, variables } = uncertaintyWeighted({
    small: batchLoss(() => tf.scalar(constants.small)),
    large: batchLoss(() => tf.scalar(constants.large)),
  });
  const model = withVariables(
    { variables: { slope }, predict: (x: tf.Tensor) => tf.mul(x, slope) },
    variables,
  );
  const batch = { inputs: tf.ones([2]), targets: tf.ones([2]) };
  await runToEnd(
    train({ model, batches: Array(400).fill(batch), loss, optimizer: adam({ learningRate: 0.1 }) }),
  );
  expect(tf.exp(variables['logScale/small'] ?? Number.NaN)).toBeAllClose(constants.small, { rtol: 0.01 });
  expect(tf.exp(variables['logScale/large'] ?? Number.NaN)).toBeAllClose(constants.large, { rtol: 0.01 });
});

test('a noisy output does not drown one that is exact', async () => {
  const { given, model, batch, variables } = options('auto');
  await runToEnd(train(given));
  const outputs = model.predict(batch.inputs);
  for (const name of ['near', 'far'] as const) {
    const variance = meanSquaredError(batch.targets[name], outputs[name]);
    expect(tf.exp(variables[`logScale/${name}`] ?? Number.NaN)).toBeAllClose(variance, { rtol: 0.05 });
    expect(Math.abs(Math.log(numberOf(variance) / NOISE[name] ** 2))).toBeLessThan(0.6);
  }
  // By the sum of both the far output decides, whose slope is off by its noise over √rows.
  expect(Math.abs(numberOf(model.variables.slope) - 2)).toBeLessThan(0.05);
  const alike = twoLines();
  await runToEnd(
    train({
      model: alike.model,
      batches: Array(300).fill(alike.batch),
      loss: { near: weightedSquares, far: weightedSquares },
      optimizer: adam({ learningRate: 0.1 }),
    }),
  );
  expect(Math.abs(numberOf(alike.model.variables.slope) - 2)).toBeGreaterThan(0.1);
});

test('each loss is reported in its scale, and batches of unequal weight add up', async () => {
  const { model, batch } = twoLines();
  const { loss, variables } = uncertaintyWeighted({ near: weightedSquares, far: weightedSquares });
  for (const variable of Object.values(variables)) variable.assign(tf.scalar(1));
  const parts = [tf.concat([tf.ones([10]), tf.zeros([54])]), tf.concat([tf.zeros([10]), tf.ones([54])])];
  const batches = parts.map((weights) => ({ ...batch, weights: { near: weights, far: weights } }));
  const still = { model: withVariables(model, variables), loss, optimizer: sgd({ learningRate: 0 }) };
  const [progress] = await runToEnd(train({ ...still, batches, readEvery: 2 }));
  const near = numberOf(meanSquaredError(batch.targets.near, tf.zeros([ROWS]))) / Math.E + 1;
  const far = numberOf(meanSquaredError(batch.targets.far, tf.zeros([ROWS]))) / Math.E + 1;
  expect(progress?.outputs?.near).toBeCloseTo(near, 4);
  expect(progress?.outputs?.far).toBeCloseTo(far, 2);
  expect(progress?.loss).toBeCloseTo(near + far, 2);
});

describe.each<CompilePolicy>(['off', 'require'])("with compile '%s'", (compile) => {
  test('a run that is resumed ends with the bits of one that never stopped', async (context) => {
    if (compile === 'require') skipWhereEager(context);
    const statesOf = async (given: Pick<TrainOptions, 'resume'> = {}) => {
      const states: TrainingState[] = [];
      const { given: own, variables } = options(compile, 40);
      for await (const progress of train({ ...own, ...given }))
        states.push(structuredClone(await progress.state()));
      return { states, ends: Object.values(variables).map(numberOf) };
    };
    const whole = await statesOf();
    const [, , middle] = whole.states;
    expect([...(middle?.tensors.keys() ?? [])].join()).toContain('logScale/near');
    const resumed = await statesOf({ resume: middle });
    expect(resumed.states.at(-1)).toEqual(whole.states.at(-1));
    expect(resumed.ends).toEqual(whole.ends);
    expect(whole.ends.every((end) => Number.isFinite(end) && end !== 0)).toBe(true);
  });
});

test('a compiled run is that of steps one by one', async (context) => {
  skipWhereEager(context);
  const [compiled, eager] = [options('require', 60), options('off', 60)];
  await runToEnd(train(compiled.given));
  await runToEnd(train(eager.given));
  for (const name of Object.keys(eager.variables)) {
    expect(numberOf(compiled.variables[name])).toBeCloseTo(numberOf(eager.variables[name]), 3);
  }
});

test('gradients of four equal batches, added up, are those of one', async () => {
  const [parts, whole] = [options('off', 4), options('off', 1)];
  const optimizer = accumulateGradients(adam({ learningRate: 0.1 }), 4);
  await runToEnd(train({ ...parts.given, optimizer }));
  await runToEnd(train(whole.given));
  for (const [name, variable] of Object.entries(whole.variables)) {
    expect(parts.variables[name] ?? Number.NaN).toBeAllClose(variable);
    expect(Math.abs(numberOf(variable))).toBeGreaterThan(0.05);
  }
});

test('a loss without a name is refused, and so is none', () => {
  const byName: Parameters<typeof uncertaintyWeighted>[0] = JSON.parse('null') ?? meanSquaredError;
  expect(() => uncertaintyWeighted(byName)).toThrow(
    'uncertaintyWeighted: expected losses by name, as { a, b }, got one without.',
  );
  expect(() => uncertaintyWeighted({})).toThrow('expected a loss for one output or more, got none.');
});
