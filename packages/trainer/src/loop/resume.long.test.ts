import * as tf from '@tensorflow/tfjs';
import { beforeEach, describe, expect, test } from 'vitest';
import { weightedSquares } from '../../fixtures/elementLoss.ts';
import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { noisyNetwork, seededSource } from '../../fixtures/seededTask.ts';
import { skipWhereEager } from '../../fixtures/skipWhereEager.ts';
import { type CompilePolicy, type TrainingState, type TrainOptions, train, weightsDigest } from '../index.ts';
import {
  accumulateGradients,
  adafactor,
  adam,
  adamW,
  averageWeights,
  clipByGlobalNorm,
  lion,
  momentum,
  muon,
  nadam,
  type Optimizer,
  prepend,
  radam,
  rmsprop,
  scheduleFreeAdamW,
} from '../optimizers.ts';
import { cosineDecay, oneCycle, reduceOnPlateau } from '../schedules.ts';

const STEPS = 21;

inFreshScope();

const cycle = oneCycle({ maxLearningRate: 0.05, totalSteps: STEPS });
const OPTIMIZERS: readonly [string, () => Optimizer][] = [
  ['momentum', () => momentum({ learningRate: 0.05, nesterov: true })],
  [
    'adam with a schedule of its momentum',
    () => adam({ learningRate: cycle.learningRate, beta1: cycle.momentum }),
  ],
  ['accumulated adam', () => accumulateGradients(adam({ learningRate: 0.05 }), 3)],
  ['averaged nadam', () => averageWeights(nadam({ learningRate: 0.02 }), 0.9)],
  [
    'clipped rmsprop',
    () => prepend(rmsprop({ learningRate: 0.01, momentum: 0.9, centered: true }), clipByGlobalNorm(1)),
  ],
];
const MORE: readonly [string, () => Optimizer][] = [
  ['lion', () => lion({ learningRate: cosineDecay({ learningRate: 0.01, decaySteps: STEPS }) })],
  ['radam', () => radam({ learningRate: 0.02 })],
  ['muon', () => muon({ learningRate: 0.02 })],
  ['schedule-free AdamW', () => scheduleFreeAdamW({ learningRate: 0.05 })],
  [
    'AMSGrad whose gradients are accumulated',
    () => accumulateGradients(adamW({ learningRate: 0.02, amsgrad: true }), 2),
  ],
  ['dampened momentum', () => momentum({ learningRate: 0.05, dampening: 0.5 })],
  ['adafactor', () => adafactor({ learningRate: 0.05 })],
];

/**
 * Everything that has state: reads, validations, early stopping, a plateau, dropout, moving statistics,
 * norms.
 */
function options(optimizer: Optimizer, compile: CompilePolicy = 'auto'): TrainOptions {
  return {
    model: noisyNetwork(),
    batches: seededSource(),
    loss: weightedSquares,
    penalty: ({ first }) => (first ? tf.mul(tf.sum(tf.square(first)), 0.01) : tf.scalar(0)),
    optimizer,
    steps: STEPS,
    readEvery: 4,
    validation: { batches: seededSource(), everySteps: 5 },
    earlyStopping: { patience: 50, minDelta: 1e-4 },
    reduceOnPlateau: {
      schedule: reduceOnPlateau({ learningRate: 1, mode: 'min', patience: 1, factor: 0.5 }),
    },
    norms: true,
    compile,
  };
}

/** Runs to the end; the state and the history of the last progress. */
async function finish(given: TrainOptions) {
  let last: { state: TrainingState; rows: readonly unknown[] } | undefined;
  for await (const progress of train(given)) {
    last = { state: await progress.state(), rows: progress.history.rows };
  }
  if (!last) throw new Error('no progress');
  return last;
}

/** The state of a run whose time was over after `step` steps, between two reads or at one. */
async function stateAt(step: number, given: TrainOptions): Promise<TrainingState> {
  // Asked for at the start, before the first step and after each.
  let asked = -2;
  const clock = () => {
    asked += 1;
    return asked >= step ? 1 : 0;
  };
  const { state } = await finish({ ...given, milliseconds: 1, clock });
  expect(state.step).toBe(step);
  return structuredClone(state);
}

describe.each<CompilePolicy>(['require', 'off'])("a resumed run whose compile is '%s'", (compile) => {
  if (compile === 'require') beforeEach(skipWhereEager);

  async function expectSameEnd(make: () => Optimizer, steps: readonly number[]) {
    const given = () => options(make(), compile);
    const whole = await finish(given());
    expect(whole.state.step).toBe(STEPS);
    for (const step of steps) {
      const resumed = await finish({ ...given(), resume: await stateAt(step, given()) });
      expect(resumed.rows).toEqual(whole.rows);
      expect(resumed.state).toEqual(whole.state);
    }
  }

  test.each(OPTIMIZERS)(
    'ends with the bits of an uninterrupted one, from each of 20 steps: %s',
    async (_, make) => {
      await expectSameEnd(
        make,
        Array.from({ length: 20 }, (_unused, index) => index + 1),
      );
    },
  );

  test.each(MORE)('and from some: %s', async (_, make) => {
    await expectSameEnd(make, [1, 10, 19]);
  });
});

describe('a state', () => {
  const make = () => adam({ learningRate: 0.05 });

  test('of a run whose budget was used up goes on with a greater one, as if there had been no end', async () => {
    const whole = await finish(options(make()));
    // 11 is neither a read nor a validation, 12 a read, 10 a validation and 20 both.
    for (const steps of [10, 11, 12, 20]) {
      const { state } = await finish({ ...options(make()), steps });
      expect(await finish({ ...options(make()), resume: state })).toEqual(whole);
    }
  });

  test('keeps the best weights, and training that had stopped stays so', async () => {
    const stopping = () => ({
      ...options(make()),
      validation: { batches: seededSource(), everySteps: 3 },
      earlyStopping: { patience: 2, minDelta: 10 },
    });
    const whole = { ...stopping(), model: noisyNetwork() };
    const { state, rows } = await finish(whole);
    expect(state.step).toBeLessThan(STEPS);
    const best = await weightsDigest(whole.model.variables);

    const resumed = { ...stopping(), model: noisyNetwork(), resume: state };
    const again = train(resumed);
    expect(await again.next()).toEqual({ done: true, value: 'early stopping' });
    expect(await weightsDigest(resumed.model.variables)).toBe(best);

    const early = { ...stopping(), model: noisyNetwork(), steps: state.step - 2 };
    const middle = await finish(early);
    const rest = { ...stopping(), model: noisyNetwork(), resume: middle.state };
    expect((await finish(rest)).rows).toEqual(rows);
    expect(await weightsDigest(rest.model.variables)).toBe(best);
  });

  test('is that of its step, and refused once the loop went on', async () => {
    let late: (() => Promise<TrainingState>) | undefined;
    for await (const progress of train(options(make()))) {
      if (progress.step === 8) late = progress.state;
      expect((await progress.state()).step).toBe(progress.step);
    }
    await expect(late?.()).rejects.toThrow(
      'Progress.state: expected to be called before the loop goes on, got a call for step 8 later.',
    );
  });

  const mismatches: readonly [string, (given: TrainOptions) => Partial<TrainOptions>, RegExp][] = [
    [
      'the optimizer',
      () => ({ optimizer: lion({ learningRate: 0.1 }) }),
      /expected optimizer to be adam, as in .* got lion\./,
    ],
    ['the interval of reads', () => ({ readEvery: 5 }), /expected readEvery to be 4, .* got 5\./],
    [
      'early stopping',
      () => ({ earlyStopping: { patience: 3 } }),
      /expected earlyStopping to be .*"patience":50/,
    ],
    [
      'validation',
      () => ({ validation: { batches: seededSource(), everySteps: 6 } }),
      /expected validation.everySteps to be 5/,
    ],
    [
      'a variable',
      ({ model }) =>
        'variables' in model
          ? {
              model: {
                ...model,
                variables: { ...model.variables, more: model.variables.first ?? tf.variable(tf.zeros([1])) },
              },
            }
          : {},
      /expected the variable 'more' of the state to resume to be \[3,4\] float32, got none\./,
    ],
    [
      'its shape',
      ({ model }) =>
        'variables' in model
          ? { model: { ...model, variables: { ...model.variables, bias: tf.variable(tf.zeros([5])) } } }
          : {},
      /expected the variable 'bias' of the state to resume to be \[5\] float32, got \[4\] float32\./,
    ],
  ];

  test.each(mismatches)(
    'of another run is refused with the difference, and changes nothing: %s',
    async (_, change, message) => {
      const state = await stateAt(7, options(make()));
      const given = { ...options(make()), resume: state };
      const { model } = given;
      if (!('variables' in model)) throw new TypeError('not a model');
      const before = await weightsDigest(model.variables);
      const numbers = tf.memory().numTensors;
      const changed = change(given);
      const added = tf.memory().numTensors - numbers;
      const error = await finish({ ...given, ...changed }).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'checkpoint-mismatch', message: expect.stringMatching(message) });
      expect(await weightsDigest(model.variables)).toBe(before);
      expect(tf.memory().numTensors).toBe(numbers + added);
    },
  );

  test.each<[string, (state: TrainingState) => TrainingState]>([
    ['a step below 0', (state) => ({ ...state, step: -1 })],
    ['no history', ({ progress: { rows: _, ...progress }, ...state }) => ({ ...state, progress })],
    [
      'losses that are no numbers',
      (state) => ({ ...state, progress: { ...state.progress, pending: [['1']] } }),
    ],
  ])('with %s is refused', async (_, damage) => {
    const state = damage(await stateAt(7, options(make())));
    await expect(finish({ ...options(make()), resume: state })).rejects.toMatchObject({
      code: 'checkpoint-malformed',
    });
  });

  test('of batches that only start at the beginning passes over those before', async () => {
    const listed = async (resume?: TrainingState, steps = 9) => {
      const batches = seededSource().from(0);
      return finish({ ...options(make()), batches, readEvery: 3, steps, resume });
    };
    const whole = await listed();
    const { state } = await listed(undefined, 5);
    expect(await listed(state)).toEqual(whole);
  });
});
