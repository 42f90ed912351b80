import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { inFreshScope } from '../../../fixtures/inFreshScope.ts';

import { type Batch, type NamedTensors, type TrainOptions, train, trainingStep } from '../../index.ts';
import {
  accumulateGradients,
  averagedWeights,
  averageWeights,
  clipByGlobalNorm,
  freeze,
  momentum,
  type Optimizer,
  partition,
  prepend,
  scheduleFree,
  scheduleFreeAdamW,
  sgd,
  skipIfNotFinite,
} from '../../optimizers.ts';

inFreshScope();

const RATE = 0.2;
const BETA = 0.7;

/** x, and the points at which gradients of ½ (θ − 1)² are taken, by the definition. */
function reference(steps: number, start = 4) {
  let [x, z] = [start, start];
  const points: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const y = (1 - BETA) * z + BETA * x;
    points.push(y);
    z -= RATE * (y - 1);
    x += (z - x) / step;
  }
  return { x, points };
}

const make = () => scheduleFree(sgd({ learningRate: RATE }), { beta1: BETA });

const emptyBatch = () => ({ inputs: tf.scalar(0), targets: tf.scalar(0) });

function bowl(optimizer: Optimizer, seen: number[] = []) {
  const point = tf.variable(tf.scalar(4));
  const still = tf.variable(tf.scalar(7));
  const model = {
    variables: { point, still },
    predict(_: tf.Tensor, { training }: { training: boolean }) {
      if (training) seen.push(...point.dataSync());
      return tf.add(point, tf.mul(still, 0));
    },
  };
  const loss = (_: tf.Tensor, value: tf.Tensor) => tf.mul(tf.square(tf.sub(value, 1)), 0.5);
  // A compiled step asks the model when it is recorded, and never again.
  return { model, loss, optimizer, batches: new Array<Batch>(6).fill(emptyBatch()), compile: 'off' as const };
}

describe('scheduleFree', () => {
  test.each<[string, Optimizer]>([
    ['itself', make()],
    ['in accumulateGradients', accumulateGradients(make(), 1)],
    ['in skipIfNotFinite', skipIfNotFinite(make())],
    ['in averageWeights', averageWeights(make())],
    ['behind clipping', prepend(make(), clipByGlobalNorm(100))],
    ['in freeze', freeze(make(), 'still')],
    ['around freeze', scheduleFree(freeze(sgd({ learningRate: RATE }), 'still'), { beta1: BETA })],
  ])('takes gradients at y and leaves x in the model: %s', async (_, optimizer) => {
    const seen: number[] = [];
    const { model, ...given } = bowl(optimizer, seen);
    for await (const _ of train({ model, ...given }));
    const { x, points } = reference(6);
    expect(seen).toBeAllClose(points, { rtol: 1e-5 });
    expect(model.variables.point).toBeAllClose([x], { rtol: 1e-5 });
    expect([...model.variables.still.dataSync()]).toEqual([7]);
  });

  test('an average around it is one of x', () => {
    const { model, loss, optimizer } = bowl(averageWeights(make(), 0.5));
    let state: NamedTensors = optimizer.transform.init(model.variables);
    let average = 4;
    for (let step = 1; step <= 3; step++) {
      state = trainingStep({ model, loss, optimizer }, state, emptyBatch(), tf.scalar(RATE)).state;
      average = 0.5 * average + 0.5 * reference(step).x;
    }
    expect(averagedWeights(state).point).toBeAllClose([average], { rtol: 1e-5 });
  });

  test('validation, progress, the best weights and the end are at x', async () => {
    const given = bowl(make());
    const validation = { batches: [emptyBatch()], everySteps: 1 };
    const options: TrainOptions = { ...given, validation, readEvery: 1, earlyStopping: { patience: 50 } };
    for await (const { step, validation: values, loss } of train(options)) {
      const { x, points } = reference(step);
      expect(values?.loss).toBeCloseTo(0.5 * (x - 1) ** 2, 5);
      expect(loss).toBeCloseTo(0.5 * ((points.at(-1) ?? 0) - 1) ** 2, 5);
      expect(given.model.variables.point).toBeAllClose([x], { rtol: 1e-5 });
    }
    expect(given.model.variables.point).toBeAllClose([reference(6).x], { rtol: 1e-5 });
  });

  test('the learning rate weighs: a warm-up counts less, and at rate 0 nothing moves', () => {
    const { model, loss, optimizer } = bowl(make());
    let state: NamedTensors = optimizer.transform.init(model.variables);
    let [x, z, sum] = [4, 4, 0];
    for (const rate of [0, 0.1, 0.3, 0.2]) {
      state = trainingStep({ model, loss, optimizer }, state, emptyBatch(), tf.scalar(rate)).state;
      const y = (1 - BETA) * z + BETA * x;
      z -= rate * (y - 1);
      // The weight never falls: it is of the largest rate so far.
      const weight = Math.max(rate, sum > 0.05 ? 0.3 : 0) ** 2;
      sum += weight;
      x += sum > 0 ? ((z - x) * weight) / sum : 0;
      expect(model.variables.point).toBeAllClose([x], { rtol: 1e-5 });
    }
  });

  test('where the model throws at y, it is left at x', () => {
    const { model, loss, optimizer } = bowl(make());
    let state: NamedTensors = optimizer.transform.init(model.variables);
    for (let step = 0; step < 3; step++) {
      state = trainingStep({ model, loss, optimizer }, state, emptyBatch(), tf.scalar(RATE)).state;
    }
    const [next, rate] = [emptyBatch(), tf.scalar(RATE)];
    const before = tf.memory().numTensors;
    const failing = () => {
      throw new Error('no');
    };
    expect(() => trainingStep({ model, loss: failing, optimizer }, state, next, rate)).toThrow('no');
    expect(model.variables.point).toBeAllClose([reference(3).x], { rtol: 1e-5 });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a gradient that is infinite at y alone is named', async () => {
    const given = bowl(make());
    const [, , y = Number.NaN] = reference(3).points;
    // The slope of a root at 0, there only.
    const broken = (yTrue: tf.Tensor, value: tf.Tensor) => {
      const isHere = Math.abs((value.dataSync()[0] ?? 0) - y) < 1e-4;
      return isHere ? tf.sqrt(tf.sub(value, value)) : given.loss(yTrue, value);
    };
    const steps = async () => {
      for await (const _ of train({ ...given, loss: broken, readEvery: 1 }));
    };
    await expect(steps()).rejects.toThrow(/expected a finite gradient of 'point', got .* at step 3/);
  });

  test('two of them in one chain are refused', () => {
    const { transform } = make();
    expect(() => prepend(make(), transform)).toThrow(
      'chain: expected one transform that says where gradients are taken, got 2.',
    );
    expect(() => partition('point', transform, sgd({ learningRate: 1 }).transform)).toThrow(
      'partition: expected transforms that take gradients at the variables, got scheduleFree(sgd).',
    );
  });
});

test('scheduleFreeAdamW converges at a constant rate where momentum goes on swinging', async () => {
  const distance = async (optimizer: Optimizer) => {
    const point = tf.variable(tf.tensor1d([3, -2]));
    const model = { variables: { point }, predict: (noise: tf.Tensor) => tf.add(point, noise) };
    const batches = Array.from({ length: 400 }, (_, step) => ({
      inputs: tf.tensor1d([Math.sin(step * 7.3), Math.sin(step * 3.1)]),
      targets: tf.tensor1d([1, 1]),
    }));
    const loss = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yPred, yTrue)));
    for await (const _ of train({ model, batches, loss, optimizer }));
    return tf.norm(tf.sub(point, 1)).dataSync()[0] ?? Number.NaN;
  };
  const free = await distance(scheduleFreeAdamW({ learningRate: 0.1 }));
  expect(free).toBeLessThan(0.05);
  expect(free).toBeLessThan(await distance(momentum({ learningRate: 0.1 })));
});
