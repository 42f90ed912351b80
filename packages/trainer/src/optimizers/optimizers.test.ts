import * as tf from '@tensorflow/tfjs';
import { afterEach, describe, expect, test } from 'vitest';

import { trainingStep } from '../index.ts';
import { adam, momentum, type Optimizer, sgd } from '../optimizers.ts';
import { cosineDecay } from '../schedules.ts';

afterEach(() => {
  tf.disposeVariables();
});

/** An ill-conditioned bowl Σ c (θ − 1)², c = 1, 10, whose gradient is 2 c (θ − 1). */
const CURVATURE = [1, 10];
const START = [3, -2];

function runOurs(optimizer: Optimizer, steps: number): number[] {
  const point = tf.variable(tf.tensor1d(START));
  const curvature = tf.tensor1d(CURVATURE);
  const definition = {
    model: { variables: { point }, predict: () => point },
    loss: (_target: tf.Tensor, value: tf.Tensor) => tf.sum(tf.mul(curvature, tf.square(tf.sub(value, 1)))),
    optimizer,
  };
  const batch = { inputs: tf.scalar(0), targets: tf.scalar(0) };
  let state = optimizer.transform.init({ point });
  for (let step = 0; step < steps; step++) {
    state = trainingStep(definition, state, batch, tf.scalar(optimizer.learningRate(step))).state;
  }
  return [...point.dataSync()];
}

/** The same descent in float64, one coordinate at a time, from the update rule of each paper. */
function runReference(steps: number, makeRule: () => (gradient: number, step: number) => number): number[] {
  return START.map((start, index) => {
    const rule = makeRule();
    let value = start;
    for (let step = 0; step < steps; step++) {
      value -= rule(2 * (CURVATURE[index] ?? 0) * (value - 1), step);
    }
    return value;
  });
}

function expectClose(actual: readonly number[], reference: readonly number[]): void {
  actual.forEach((value, index) => {
    const wanted = reference[index] ?? Number.NaN;
    expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-4 * Math.abs(wanted) + 1e-6);
  });
}

describe.each([1, 2, 10, 1000])('after %i steps', (steps) => {
  test('sgd follows the float64 reference', () => {
    const reference = runReference(steps, () => (gradient) => 0.003 * gradient);
    expectClose(runOurs(sgd({ learningRate: 0.003 }), steps), reference);
  });

  test.each([false, true])('momentum follows the float64 reference (nesterov %s)', (nesterov) => {
    const reference = runReference(steps, () => {
      let velocity = 0;
      return (gradient) => {
        velocity = 0.8 * velocity + gradient;
        return 0.001 * (nesterov ? gradient + 0.8 * velocity : velocity);
      };
    });
    expectClose(runOurs(momentum({ learningRate: 0.001, momentum: 0.8, nesterov }), steps), reference);
  });

  test('adam follows the float64 reference, with powers of the betas taken directly', () => {
    const reference = runReference(steps, () => {
      let first = 0;
      let second = 0;
      return (gradient, step) => {
        first += 0.1 * (gradient - first);
        second += 0.001 * (gradient * gradient - second);
        const unbiasedFirst = first / (1 - 0.9 ** (step + 1));
        const unbiasedSecond = second / (1 - 0.999 ** (step + 1));
        return (0.01 * unbiasedFirst) / (Math.sqrt(unbiasedSecond) + 1e-8);
      };
    });
    expectClose(runOurs(adam({ learningRate: 0.01 }), steps), reference);
  });
});

test("adam's epsilon stands outside the root, after the bias correction", () => {
  // One step at a gradient of 1e-7: learning rate · g / (|g| + ε), the place where libraries differ.
  const point = tf.variable(tf.scalar(0));
  const optimizer = adam({ learningRate: 1e-3, epsilon: 1e-7 });
  const definition = {
    model: { variables: { point }, predict: () => point },
    loss: (_target: tf.Tensor, value: tf.Tensor) => tf.mul(value, 1e-7),
    optimizer,
  };
  trainingStep(
    definition,
    optimizer.transform.init({ point }),
    { inputs: tf.scalar(0), targets: tf.scalar(0) },
    tf.scalar(1e-3),
  );
  expect(point.dataSync()[0]).toBeCloseTo(-5e-4, 6);
});

describe('cosineDecay', () => {
  // Published by the Keras documentation's formula at t = 0, T/4, T/2, T and beyond.
  test.each([
    [0, 0.1],
    [25, 0.0853553],
    [50, 0.05],
    [100, 0],
    [150, 0],
  ])('at step %i of 100 is %f', (step, rate) => {
    expect(cosineDecay({ learningRate: 0.1, decaySteps: 100 })(step)).toBeCloseTo(rate, 6);
  });

  test('ends at alpha times the start', () => {
    expect(cosineDecay({ learningRate: 0.2, decaySteps: 10, alpha: 0.25 })(10)).toBeCloseTo(0.05, 12);
  });

  test.each([
    [{ learningRate: -1, decaySteps: 5 }, 'cosineDecay: expected learningRate >= 0, got -1.'],
    [{ learningRate: 1, decaySteps: 0 }, 'cosineDecay: expected decaySteps to be an integer >= 1, got 0.'],
    [{ learningRate: 1, decaySteps: 5, alpha: 2 }, 'cosineDecay: expected 0 <= alpha <= 1, got 2.'],
  ])('refuses %j', (options, message) => {
    expect(() => cosineDecay(options)).toThrow(message);
  });
});
