import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import {
  constant,
  cosineDecay,
  exponential,
  inverseSquareRoot,
  join,
  linear,
  oneCycle,
  piecewise,
  polynomial,
  reduceOnPlateau,
  type Schedule,
  stepDecay,
  warmRestarts,
  warmup,
} from '../schedules.ts';

/** A case of scripts/reference/optimizers_schedules.py. */
interface Case<Options> {
  readonly library: string;
  readonly version: string;
  readonly call: string;
  readonly schedule: string;
  readonly options: Options;
  readonly values: readonly number[];
  readonly momenta?: readonly number[];
  readonly metrics?: readonly number[];
}

const fixture = readFileSync(new URL('../../fixtures/schedules.json', import.meta.url), 'utf8');

/** The cases of one schedule, which know its options. */
function casesOf<Options>(schedule: string, _make: (options: Options) => unknown): readonly Case<Options>[] {
  const all: readonly Case<Options>[] = JSON.parse(fixture);
  const cases = all.filter((one) => one.schedule === schedule);
  if (cases.length === 0) throw new RangeError(`expected cases of ${schedule}, got none`);
  return cases;
}

const values = (schedule: Schedule, count: number) =>
  Array.from({ length: count }, (_, step) => schedule(step));
const float32 = { rtol: 1e-6, atol: 1e-7 };

/** Compares a schedule with other libraries, which compute in float32 in part. */
function compare<Options>(name: string, make: (options: Options) => Schedule): void {
  test.each(casesOf(name, make))(`${name} is $library $version, $call`, (one) => {
    expect(values(make(one.options), one.values.length)).toBeAllClose(one.values, float32);
  });
}

describe('other libraries', () => {
  compare('constant', constant);
  compare('cosineDecay', cosineDecay);
  compare('exponential', exponential);
  compare('linear', linear);
  compare('piecewise', piecewise);
  compare('polynomial', polynomial);
  compare('stepDecay', stepDecay);
  compare('warmRestarts', warmRestarts);
  compare(
    'warmupCosineDecay',
    ({ from, steps, ...decay }: { from: number; steps: number } & Parameters<typeof cosineDecay>[0]) =>
      warmup({ from, steps }, cosineDecay(decay)),
  );

  test.each(casesOf('oneCycle', oneCycle))('oneCycle is $library $version, $call', (one) => {
    const { learningRate, momentum } = oneCycle(one.options);
    expect(values(learningRate, one.values.length)).toBeAllClose(one.values, { rtol: 1e-9, atol: 1e-15 });
    expect(values(momentum, one.values.length)).toBeAllClose(one.momenta ?? [], { rtol: 1e-9 });
  });

  const plateau = (options: Partial<Parameters<typeof reduceOnPlateau>[0]>) =>
    reduceOnPlateau({ learningRate: 0.1, mode: 'min', ...options });
  test.each(casesOf('reduceOnPlateau', plateau))('reduceOnPlateau is $library $version, $call', (one) => {
    const { start, next } = plateau(one.options);
    let state = start;
    const rates = (one.metrics ?? []).map((metric) => {
      // Through JSON, as in a checkpoint.
      state = next(JSON.parse(JSON.stringify(state)), metric);
      return state.learningRate;
    });
    expect(rates).toBeAllClose(one.values, { rtol: 1e-9 });
  });
});

describe('published vectors', () => {
  test('one cycle of 20 steps starts at 1/25, peaks at step 5 and ends at its last step', () => {
    const { learningRate } = oneCycle({ maxLearningRate: 1, totalSteps: 20 });
    expect([learningRate(0), learningRate(5), learningRate(19), learningRate(500)]).toBeAllClose(
      [0.04, 1, 4e-6, 4e-6],
      { rtol: 1e-12, atol: 0 },
    );
  });

  test('on a flat metric with patience 2 and cooldown 3 the rate drops after epochs 2, 6 and 10', () => {
    const { start, next } = reduceOnPlateau({
      learningRate: 1,
      mode: 'min',
      patience: 2,
      cooldown: 3,
      factor: 0.5,
    });
    let state = start;
    const drops = Array.from({ length: 13 }, (_, epoch) => epoch).filter(() => {
      const before = state.learningRate;
      state = next(state, 1);
      return state.learningRate < before;
    });
    expect(drops).toEqual([2, 6, 10]);
  });

  test('after a warm-up of W steps the inverse square root is 1/√((t − W + s) / s)', () => {
    const schedule = warmup({ steps: 100 }, inverseSquareRoot({ learningRate: 1, timescale: 100 }));
    const reference = (step: number) => (step < 100 ? step / 100 : 1 / Math.sqrt((step - 100 + 100) / 100));
    for (const step of [0, 1, 50, 99, 100, 101, 400, 10_000])
      expect(schedule(step)).toBeCloseTo(reference(step), 12);
  });
});

test('every schedule is a function of the step alone', () => {
  const schedules = [
    linear({ from: 1, to: 0, steps: 7 }),
    warmRestarts({ learningRate: 1, period: 3, multiplier: 2 }),
    join({ schedules: [constant(1), stepDecay({ learningRate: 1, every: 2 })], boundaries: [4] }),
    oneCycle({ maxLearningRate: 1, totalSteps: 12 }).momentum,
  ];
  for (const schedule of schedules) {
    const forwards = values(schedule, 30);
    const backwards = Array.from({ length: 30 }, (_, index) => schedule(29 - index)).reverse();
    expect(backwards).toEqual(forwards);
    expect(forwards.every(Number.isFinite)).toBe(true);
  }
});

test('join gives each schedule its own steps', () => {
  const count = (step: number) => step;
  expect(values(join({ schedules: [count, count, count], boundaries: [2, 5] }), 8)).toEqual([
    0, 1, 0, 1, 2, 0, 1, 2,
  ]);
});

test.each([1, 2, 3, 4])('one cycle of %i steps is finite and within its bounds', (totalSteps) => {
  for (const pctStart of [0, 0.25, 0.3, 0.5, 1]) {
    const { learningRate, momentum } = oneCycle({ maxLearningRate: 1, totalSteps, pctStart });
    for (const rate of values(learningRate, 6)) expect(rate >= 0 && rate <= 1).toBe(true);
    for (const share of values(momentum, 6)) expect(share >= 0.85 && share <= 0.95 + 1e-12).toBe(true);
  }
});

test('a metric that is not finite never improves, and does not become the best', () => {
  const { start, next } = reduceOnPlateau({ learningRate: 1, mode: 'min', patience: 2 });
  const first = next(start, Number.NaN);
  expect(first).toEqual({ learningRate: 1, best: null, wait: 1, cooldown: 0 });
  expect(next(first, 5)).toEqual({ learningRate: 1, best: 5, wait: 0, cooldown: 0 });
  expect(next(first, Number.NEGATIVE_INFINITY).learningRate).toBeCloseTo(0.1, 12);
});

test.each([
  [() => constant(-1), 'constant: expected learningRate >= 0, got -1.'],
  [() => linear({ from: 1, to: 0, steps: 0 }), 'linear: expected steps to be an integer >= 1, got 0.'],
  [() => polynomial({ from: 1, to: 0, steps: 2, power: 0 }), 'polynomial: expected power > 0, got 0.'],
  [() => exponential({ learningRate: 1, decayRate: -1 }), 'exponential: expected decayRate > 0, got -1.'],
  [
    () => stepDecay({ learningRate: 1, every: 0.5 }),
    'stepDecay: expected every to be an integer >= 1, got 0.5.',
  ],
  [
    () => piecewise({ values: [1, 2], boundaries: [] }),
    'piecewise: expected 1 boundaries for 2 parts, got 0.',
  ],
  [
    () => join({ schedules: [constant(1), constant(2), constant(3)], boundaries: [5, 5] }),
    'join: expected boundaries to be rising integers >= 1, got [5,5].',
  ],
  [() => warmup({ steps: 0 }, constant(1)), 'warmup: expected steps to be an integer >= 1, got 0.'],
  [
    () => inverseSquareRoot({ learningRate: 1, timescale: 0 }),
    'inverseSquareRoot: expected timescale > 0, got 0.',
  ],
  [
    () => warmRestarts({ learningRate: 1, period: 2, multiplier: 1.5 }),
    'warmRestarts: expected multiplier to be an integer >= 1, got 1.5.',
  ],
  [
    () => oneCycle({ maxLearningRate: 1, totalSteps: 5, pctStart: 2 }),
    'oneCycle: expected 0 <= pctStart <= 1, got 2.',
  ],
  [
    () => oneCycle({ maxLearningRate: 1, totalSteps: 5, maxMomentum: 1 }),
    'oneCycle: expected 0 <= maxMomentum < 1, got 1.',
  ],
  [
    () => reduceOnPlateau({ learningRate: 1, mode: 'min', factor: 1 }),
    'reduceOnPlateau: expected 0 < factor < 1, got 1.',
  ],
])('%s is refused', (make, message) => {
  expect(make).toThrow(message);
});
