import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { foldMetrics, type TrainOptions, train } from '../index.ts';
import { sgd } from '../optimizers.ts';
import { reduceOnPlateau } from '../schedules.ts';
import { checkedEarlyStopping, EARLY_STOPPING_START, nextEarlyStopping } from './earlyStopping.ts';

interface KerasCase {
  readonly call: string;
  readonly options: { mode: 'min' | 'max'; patience: number; minDelta?: number; startFrom?: number };
  readonly values: readonly number[];
  readonly checks: readonly { best: number | null; wait: number }[];
  readonly stops: boolean;
}

const fixture = readFileSync(new URL('../../fixtures/early-stopping.json', import.meta.url), 'utf8');
const keras: readonly KerasCase[] = JSON.parse(fixture);

describe('early stopping', () => {
  test.each(keras)('waits and stops as Keras: $call', ({ options, values, checks, stops }) => {
    const early = checkedEarlyStopping(options, undefined);
    let state = EARLY_STOPPING_START;
    const seen = checks.map((_, index) => {
      state = nextEarlyStopping(early, state, index + 1, values[index] ?? Number.NaN);
      expect(state.stopped).toBe(stops && index === checks.length - 1);
      return { best: state.best, wait: state.wait };
    });
    expect(seen).toEqual(checks);
  });

  /** The steps at which a series improves. */
  function improvements(options: Parameters<typeof checkedEarlyStopping>[0], values: readonly number[]) {
    const early = checkedEarlyStopping({ patience: 99, ...options }, undefined);
    let state = EARLY_STOPPING_START;
    return values.flatMap((value, index) => {
      const before = state.bestStep;
      state = nextEarlyStopping(early, state, index, value);
      return state.bestStep === before ? [] : [index];
    });
  }

  test('a NaN never is the best, not even the first value', () => {
    expect(improvements({ mode: 'min' }, [Number.NaN, 3, Number.NaN, 2])).toEqual([1, 3]);
    expect(improvements({ mode: 'max' }, [Number.NaN, 3, Number.NaN, 4])).toEqual([1, 3]);
  });

  test('a relative delta is a fraction of |best|, so that negative values must improve too', () => {
    // skorch and PyTorch take best · (1 − t), for which -0.99 would be better than -1.
    expect(improvements({ mode: 'min', minRelativeDelta: 0.1 }, [-1, -0.99, -1.05, -1.2])).toEqual([0, 3]);
    expect(improvements({ mode: 'max', minRelativeDelta: 0.1 }, [-1, -1.01, -0.95, -0.8])).toEqual([0, 3]);
    expect(improvements({ mode: 'min', minRelativeDelta: 0.1 }, [1, 0.95, 0.89])).toEqual([0, 2]);
  });

  test.each([
    [{ mode: 'min', patience: -1 }, 'earlyStopping.patience an integer >= 0, got -1.'],
    [{ mode: 'min', patience: 1.5 }, 'earlyStopping.patience an integer >= 0, got 1.5.'],
    [{ mode: 'min', minDelta: Number.NaN }, 'earlyStopping.minDelta >= 0, got NaN.'],
    [{}, "earlyStopping.mode to be 'min' or 'max', got undefined."],
  ] as const)('%j is refused', (options, message) => {
    expect(() => checkedEarlyStopping(options, undefined)).toThrow(`train: expected ${message}`);
  });
});

describe('training with early stopping', () => {
  beforeEach(() => {
    tf.engine().startScope();
  });
  afterEach(() => {
    tf.engine().endScope();
    tf.disposeVariables();
  });

  const squares = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yPred, yTrue)));

  /** A slope that goes past the validation set's 1 on its way to 3, by a tenth of the rest in each step. */
  function passing(options: Partial<TrainOptions>) {
    const slope = tf.variable(tf.scalar(0));
    const one = { inputs: tf.tensor1d([1]), targets: tf.tensor1d([3]) };
    const given: TrainOptions = {
      model: { variables: { slope }, predict: (x: tf.Tensor) => tf.mul(x, slope) },
      batches: new Array(100).fill(one),
      loss: squares,
      optimizer: sgd({ learningRate: 0.05 }),
      validation: { batches: [{ inputs: tf.tensor1d([1]), targets: tf.tensor1d([1]) }], everySteps: 1 },
      ...options,
    };
    return { slope, given };
  }
  // After t steps the slope is 3 − 3 · 0.9^t: 1.03 after 4, 1.23 after 5; 0.81 after 3.
  const BEST = 3 - 3 * 0.9 ** 4;

  async function last(given: TrainOptions) {
    let found: { step: number; stopReason: unknown; bestStep: number | undefined; rate: number } | undefined;
    for await (const { step, stopReason, bestStep, learningRate: rate } of train(given)) {
      found = { step, stopReason, bestStep, rate };
    }
    return found;
  }

  test('stops when patience has run out, says so, and gives the best weights back', async () => {
    const { slope, given } = passing({ earlyStopping: { patience: 3 } });
    const before = tf.memory().numTensors;
    expect(await last(given)).toMatchObject({ step: 7, stopReason: 'early stopping', bestStep: 4 });
    expect(slope.dataSync()[0]).toBeCloseTo(BEST, 5);
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each<[string, Partial<TrainOptions>, string]>([
    ['the step budget', { steps: 9 }, 'steps'],
    ['the end of the batches', {}, 'batches ended'],
    ['the clock', { milliseconds: 12, clock: counter() }, 'time'],
    ['a loss that is not finite', { nonFinite: 'stop', loss: nanAt(9) }, 'not finite'],
  ])('gives the best weights back also after %s', async (_, options, reason) => {
    const { slope, given } = passing({ earlyStopping: { patience: 1000 }, ...options });
    expect(await last(given)).toMatchObject({ stopReason: reason, bestStep: 4 });
    expect(slope.dataSync()[0]).toBeCloseTo(BEST, 5);
  });

  test('gives them back after break and after an abort, unless told not to', async () => {
    const broken = passing({ earlyStopping: { patience: 1000 } });
    for await (const { step } of train(broken.given)) if (step === 9) break;
    expect(broken.slope.dataSync()[0]).toBeCloseTo(BEST, 5);

    const controller = new AbortController();
    const aborted = passing({ earlyStopping: { patience: 1000 }, signal: controller.signal });
    for await (const { step } of train(aborted.given)) if (step === 9) controller.abort();
    expect(aborted.slope.dataSync()[0]).toBeCloseTo(BEST, 5);

    const kept = passing({ earlyStopping: { patience: 3, restoreBest: false } });
    await last(kept.given);
    expect(kept.slope.dataSync()[0]).toBeCloseTo(3 - 3 * 0.9 ** 7, 5);
  });

  test('the last weights stay where the validation at the end finds them best', async () => {
    const { slope, given } = passing({ earlyStopping: { patience: 9 }, steps: 4 });
    const validation = { batches: given.validation?.batches ?? [], everySteps: 3 };
    expect(await last({ ...given, validation })).toMatchObject({ step: 4, bestStep: 4, stopReason: 'steps' });
    expect(slope.dataSync()[0]).toBeCloseTo(BEST, 5);
  });

  test('a metric says itself which direction is better', async () => {
    const closeness = {
      name: 'closeness',
      higherIsBetter: true,
      create() {
        let sum = 0;
        return {
          update(distance: number) {
            sum -= distance;
          },
          compute: () => sum,
        };
      },
    };
    const { given } = passing({});
    const metrics = foldMetrics([closeness], async ({ targets }, outputs) => {
      const [wanted = 0] = await targets.data();
      const [found = 0] = await outputs.data();
      return Math.abs(wanted - found);
    });
    const validation = { batches: given.validation?.batches ?? [], everySteps: 1, metrics };
    const stopping = { ...given, validation, earlyStopping: { monitor: 'closeness', patience: 2 } };
    expect(await last(stopping)).toMatchObject({ step: 6, bestStep: 4 });
  });

  test('the rate falls by the plateau, in the steps after the validation', async () => {
    const schedule = reduceOnPlateau({ learningRate: 0.05, mode: 'min', patience: 2, factor: 0.1 });
    const { given } = passing({ reduceOnPlateau: { schedule }, steps: 9, readEvery: 1 });
    const rates: number[] = [];
    for await (const { learningRate } of train(given)) rates.push(learningRate);
    // Best at step 4; two validations without improvement, then a tenth of the rate. The slope still rises.
    [0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.005, 0.005, 0.0005].forEach((rate, index) => {
      expect(rates[index]).toBeCloseTo(rate, 12);
    });
  });

  test.each<[Partial<TrainOptions>, string]>([
    [
      { earlyStopping: { monitor: 'los' } },
      "one of loss as earlyStopping.monitor, got 'los' (did you mean 'loss'?).",
    ],
    [
      { earlyStopping: {}, validation: undefined },
      "validation to give the value as earlyStopping.monitor, got 'loss'.",
    ],
    [
      { reduceOnPlateau: { schedule: reduceOnPlateau({ learningRate: 1, mode: 'min' }), monitor: 'x' } },
      "one of loss as reduceOnPlateau.monitor, got 'x'.",
    ],
  ])('%j is refused', async (options, message) => {
    await expect(last(passing(options).given)).rejects.toThrow(`train: expected ${message}`);
  });

  function counter() {
    let time = 0;
    return () => time++;
  }

  /** By the slope, not by a count of calls, because a step may be taken again. */
  function nanAt(step: number): NonNullable<TrainOptions['loss']> {
    const limit = 3 - 3 * 0.9 ** (step - 0.5);
    return (yTrue, yPred) => tf.add(squares(yTrue, yPred), tf.mul(0, tf.sum(tf.sqrt(tf.sub(limit, yPred)))));
  }
});
