// Each test first runs LayersModel.fit, or an optimizer of tfjs 4.22, into one of its faults, so that the
// table in docs/explanation/fourteen-faults.md is measured; then it does the same with losskit.

import { type Model, type NamedTensors, type TrainingState, train, weightsDigest } from '@losskit/trainer';
import { adam, momentum, type Optimizer, rmsprop, sgd } from '@losskit/trainer/optimizers';
import * as tf from '@tensorflow/tfjs';
import { afterAll, expect, test } from 'vitest';

import { meanSquaredError, ones } from './models.ts';

afterAll(() => {
  tf.disposeVariables();
});

/** A variable that starts at `start`, whose gradient is 1 at each step, or 0. */
function slopeOne(start: number, gradient = 1) {
  const point = tf.variable(tf.scalar(start));
  const loss = () => tf.mul(point, gradient).asScalar();
  return { point, loss, value: () => point.dataSync()[0] };
}

/** Where the same goes in `steps` steps of ours. */
async function descend(optimizer: Optimizer, start: number, steps: number, gradient = 1): Promise<number[]> {
  const { point, loss, value } = slopeOne(start, gradient);
  const batch = { inputs: tf.scalar(0), targets: tf.scalar(0) };
  const values: number[] = [];
  const options = { model: { variables: { point }, predict: () => point }, loss, optimizer, readEvery: 1 };
  for await (const _ of train({ ...options, batches: new Array(steps).fill(batch) })) {
    values.push(value() ?? Number.NaN);
  }
  return values;
}

test('F4: setMomentum does nothing; ours follows its schedule', async () => {
  const { loss, value } = slopeOne(0);
  const optimizer = tf.train.momentum(1, 0.9);
  optimizer.minimize(loss);
  optimizer.setMomentum(0);
  optimizer.minimize(loss);
  expect(value()).toBeCloseTo(-1 - 1.9, 5);

  const scheduled = momentum({ learningRate: 1, momentum: (step) => (step === 0 ? 0.9 : 0) });
  expect(await descend(scheduled, 0, 2)).toEqual([-1, -2]);
});

test('F5: centred RMSProp makes NaN of a gradient of 0; ours leaves the weight', async () => {
  const { loss, value } = slopeOne(1, 0);
  tf.train.rmsprop(0.1, 0.9, 0, 1e-7, true).minimize(loss);
  expect(value()).toBeNaN();

  expect(await descend(rmsprop({ learningRate: 0.1, centered: true }), 1, 1, 0)).toEqual([1]);
});

test('F6: a step on some of the variables mixes up Adam’s state; ours is by name', () => {
  const theirs = tf.train.adam(0.1);
  const [p1, p2] = [tf.variable(tf.ones([2])), tf.variable(tf.ones([3]))];
  const gradientOf = (variable: tf.Variable) => ({ name: variable.name, tensor: tf.onesLike(variable) });
  theirs.applyGradients([gradientOf(p1), gradientOf(p2)]);
  expect(() => theirs.applyGradients([gradientOf(p2)])).toThrow(/could not be broadcast/);

  /** Where `second` is after a step on both variables and one on it alone, or after two on it alone. */
  const after = (first: NamedTensors) => {
    const { transform } = adam({ learningRate: 0.1 });
    const second = tf.ones([3]);
    const context = {
      learningRate: tf.scalar(0.1),
      batchWeight: tf.scalar(1),
      variables: { ...first, second },
    };
    const { state } = transform.update({ ...first, second }, transform.init({ ...first, second }), context);
    return transform.update({ second: tf.fill([3], 0.5) }, state, context).updates.second?.dataSync();
  };
  expect(after({ first: tf.ones([2]) })).toEqual(after({}));
});

test('F7: an optimizer is saved without its function loss, or not at all; ours resumes to the same bits', async () => {
  const model = tf.sequential({ layers: [ones({ inputShape: [1] })] });
  const saved: unknown[] = [];
  const save = () =>
    model.save(
      tf.io.withSaveHandler(async ({ trainingConfig }) => {
        saved.push(trainingConfig?.loss);
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
      { includeOptimizer: true },
    );
  model.compile({ optimizer: 'adam', loss: meanSquaredError });
  await save();
  expect(JSON.stringify(saved)).toBe('[{}]');
  model.compile({ optimizer: 'adam', loss: [meanSquaredError] });
  await expect(save()).rejects.toThrow('Serialization of non-string loss is not supported');
  model.compile({ optimizer: 'adamax', loss: 'meanSquaredError' });
  await expect(save()).rejects.toThrow('getWeights() is not implemented');

  const batch = { inputs: tf.tensor2d([[1], [2]]), targets: tf.tensor2d([[3], [5]]) };
  const run = async (steps: number, resume?: TrainingState) => {
    const fresh = { weight: tf.variable(tf.ones([1, 1])) };
    const own: Model = { variables: fresh, predict: (x) => tf.matMul(x, fresh.weight) };
    const options = {
      model: own,
      loss: meanSquaredError,
      optimizer: adam({ learningRate: 0.1 }),
      steps,
      resume,
    };
    let state: TrainingState | undefined;
    for await (const progress of train({ ...options, batches: new Array(9).fill(batch) }))
      state = await progress.state();
    return { state, digest: await weightsDigest(fresh) };
  };
  const half = await run(4);
  expect((await run(9, half.state)).digest).toBe((await run(9)).digest);
});

test('F8: a new learning rate is ignored by sgd; ours is a function of the step for every optimizer', async () => {
  const { loss, value } = slopeOne(0);
  const optimizer = tf.train.sgd(1);
  Reflect.set(optimizer, 'learningRate', 5);
  optimizer.minimize(loss);
  expect(value()).toBe(-1);

  const rates = (step: number) => [1, 5, 0][step] ?? 0;
  expect(await descend(sgd({ learningRate: rates }), 0, 3)).toEqual([-1, -6, -6]);
  const [first = 0, second = 0, third = 0] = await descend(adam({ learningRate: rates }), 0, 3);
  expect([first, second, third].map(Math.round)).toEqual([-1, -6, -6]);
});
