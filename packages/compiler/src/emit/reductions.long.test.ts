import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { compiledProgram } from '../../fixtures/compiledProgram.ts';

type Type = 'float32' | 'int32' | 'bool';
type Fold = (before: number, next: number) => number;

interface Truth {
  readonly start: number;
  readonly fold: Fold;
  readonly compute: (x: tf.Tensor, axes: number[]) => tf.Tensor;
  /** How much of the sum of sizes the result may be off. */
  readonly tolerance: number;
}

const sum: Truth = { start: 0, fold: (a, b) => a + b, compute: tf.sum, tolerance: 1e-6 };
const product: Truth = { start: 1, fold: (a, b) => a * b, compute: tf.prod, tolerance: 1e-4 };
const max: Truth = {
  start: Number.NEGATIVE_INFINITY,
  fold: (a, b) => Math.max(a, b),
  compute: tf.max,
  tolerance: 0,
};
const min: Truth = {
  start: Number.POSITIVE_INFINITY,
  fold: (a, b) => Math.min(a, b),
  compute: tf.min,
  tolerance: 0,
};

const TRUTHS: Readonly<Record<Type, Readonly<Record<string, Truth>>>> = {
  float32: { sum, product, max, min },
  int32: {
    sum: { ...sum, fold: (a, b) => (a + b) | 0, tolerance: 0 },
    product: { ...product, fold: (a, b) => Math.imul(a, b), tolerance: 0 },
    max,
    min,
  },
  bool: {
    any: { ...max, start: 0, compute: tf.any },
    all: { ...min, start: 1, compute: tf.all },
  },
};

const TYPES = ['float32', 'int32', 'bool'] as const;

/** The element that each element of a tensor is reduced to. */
function targets(shape: readonly number[], axes: readonly number[]): number[] {
  let places = [0];
  shape.forEach((size, axis) => {
    const isReduced = axes.includes(axis);
    places = places.flatMap((place) =>
      Array.from({ length: size }, (_, index) => (isReduced ? place : place * size + index)),
    );
  });
  return places;
}

/** Numbers whose product stays near 1, or that mostly are the same truth. */
function numbersOf(type: Type, size: number): number[] {
  const draw = randomStream(size, `numbers ${type}`);
  const near = 1 / Math.sqrt(size);
  const number = {
    float32: () => (draw.uniform() < 0.1 ? -1 : 1) * (1 + near * draw.uniform(-1, 1)),
    int32: () => draw.integer(2 ** 32) - 2 ** 31,
    bool: () => Number(draw.uniform() < (size % 2 === 0 ? 0.01 : 0.99)),
  }[type];
  return Array.from({ length: size }, () => Math.fround(number())).map((one) =>
    type === 'int32' ? one | 0 : one,
  );
}

function checkReductions(type: Type, shape: readonly number[], axes: number[]): void {
  const truths = Object.entries(TRUTHS[type]);
  const size = shape.reduce((all, one) => all * one, 1);
  const numbers = numbersOf(type, size);
  const x = tf.tensor(numbers, [...shape], type);
  const { program, workspace } = compiledProgram({
    state: {},
    inputs: { x },
    run: (_, { x: given = x }) => ({
      state: {},
      outputs: Object.fromEntries(truths.map(([name, { compute }]) => [name, compute(given, axes)])),
    }),
  });
  program.staged('x', 0)?.set(numbers);
  program.run(1);
  const place = targets(shape, axes);
  for (const [name, { start, fold, tolerance }] of truths) {
    const got = program.output(name);
    const wanted = new Array<number>(got.length).fill(start);
    const sizes = new Array<number>(got.length).fill(1e-30);
    numbers.forEach((number, index) => {
      const target = place[index] ?? 0;
      wanted[target] = fold(wanted[target] ?? start, number);
      sizes[target] = (sizes[target] ?? 0) + Math.abs(number);
    });
    wanted.forEach((value, index) => {
      const apart = value === got[index] ? 0 : Math.abs(value - (got[index] ?? Number.NaN));
      const allowed = tolerance * (name === 'product' ? 1 : (sizes[index] ?? 1));
      expect(apart, `${name} of ${type} [${shape}] along ${axes}, ${index}`).toBeLessThanOrEqual(allowed);
    });
  }
  x.dispose();
  workspace.dispose();
}

const BOUNDARIES = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33]
  .concat([63, 64, 65, 127, 128, 129, 191, 192, 193])
  .concat([255, 256, 257, 259, 511, 512, 513, 767, 769, 1025]);

describe.each(TYPES)('reductions of %s', (type) => {
  test.each(BOUNDARIES)('%i numbers a row, a column, and in all', (count) => {
    checkReductions(type, [count], [0]);
    checkReductions(type, [3, count], [1]);
    checkReductions(type, [5, count], [0, 1]);
    for (const width of [1, 3, 4, 5, 9]) checkReductions(type, [count, width], [0]);
  });

  test.each([4, 5, 65, 257])('of several axes, %i numbers in one', (count) => {
    checkReductions(type, [2, count, 3], [1]);
    checkReductions(type, [2, count, 3], [0, 2]);
    checkReductions(type, [2, count, 3], [1, 2]);
    checkReductions(type, [count, 2, 3], [0, 1]);
    checkReductions(type, [3, 2, count], [2]);
    checkReductions(type, [count, 2, 3], [0, 2]);
    checkReductions(type, [2, 3, 2, count], [1, 3]);
  });
});

test('the largest and the smallest of numbers that are no integers of 32 bits', () => {
  for (const [far, compute] of [
    [-1e20, tf.max],
    [1e20, tf.min],
  ] as const) {
    const x = tf.fill([3, 5], far);
    const { program, workspace } = compiledProgram({
      state: {},
      inputs: { x },
      run: (_, { x: given = x }) => ({
        state: {},
        outputs: { rows: compute(given, 1), columns: compute(given, 0), all: compute(given) },
      }),
    });
    program.staged('x', 0)?.fill(far);
    program.run(1);
    const wanted = Math.fround(far);
    for (const name of ['rows', 'columns', 'all']) {
      expect(program.output(name).every((value) => value === wanted)).toBe(true);
    }
    workspace.dispose();
  }
});

describe('sums of a million numbers', () => {
  test.each([
    [[1_000_000], [0]],
    [[1_000_000, 1], [0]],
    [[250_000, 4], [0]],
    [[1000, 1000], [0]],
    [[1000, 1000], [1]],
    [
      [1000, 1000],
      [0, 1],
    ],
    [[4, 250_000], [1]],
    [
      [100, 100, 100],
      [0, 2],
    ],
  ])('%j along %j are as exact as their terms', (shape, axes) => {
    const size = 1_000_000;
    const place = targets(shape, axes);
    for (const numberOf of [
      () => 0.1,
      (index: number) => Math.sin(index) + 1,
      (index: number) => (index % 2 === 0 ? 1 : -1) * (1000 + (index % 77)),
    ]) {
      const numbers = Float32Array.from({ length: size }, (_, index) => numberOf(index));
      const x = tf.tensor(numbers, shape);
      const { program, workspace } = compiledProgram({
        state: {},
        inputs: { x },
        run: (_, { x: given = x }) => ({ state: {}, outputs: { sum: tf.sum(given, axes) } }),
      });
      program.staged('x', 0)?.set(numbers);
      program.run(1);
      const got = program.output('sum');
      const [wanted, sizes] = [new Float64Array(got.length), new Float64Array(got.length)];
      numbers.forEach((number, index) => {
        const target = place[index] ?? 0;
        wanted[target] = (wanted[target] ?? 0) + number;
        sizes[target] = (sizes[target] ?? 0) + Math.abs(number);
      });
      wanted.forEach((value, index) => {
        expect(Math.abs((got[index] ?? Number.NaN) - value)).toBeLessThanOrEqual(1e-6 * (sizes[index] ?? 0));
      });
      x.dispose();
      workspace.dispose();
    }
  });
});

describe('a number that is none', () => {
  test.each([1, 3, 4, 5, 8, 31, 32, 33, 64, 65, 256, 257, 300])(
    'comes through wherever it stands among %i',
    (count) => {
      const x = tf.zeros([3, count]);
      const { program, workspace } = compiledProgram({
        state: {},
        inputs: { x },
        run: (_, { x: given = x }) => ({
          state: {},
          outputs: {
            rows: tf.stack([tf.max(given, 1), tf.min(given, 1), tf.sum(given, 1), tf.prod(given, 1)]),
            columns: tf.stack([tf.max(given, 0), tf.min(given, 0), tf.sum(given, 0), tf.prod(given, 0)]),
            all: tf.stack([tf.max(given), tf.min(given), tf.sum(given), tf.prod(given)]),
          },
        }),
      });
      for (let place = 0; place < 3 * count; place++) {
        const numbers = program.staged('x', 0);
        numbers?.fill(1);
        numbers?.fill(Number.NaN, place, place + 1);
        program.run(1);
        const [row, column] = [Math.floor(place / count), place % count];
        const isMissing = (name: string) => [...program.output(name)].map(Number.isNaN);
        expect(isMissing('all')).toEqual([true, true, true, true]);
        expect(isMissing('rows')).toEqual(Array.from({ length: 12 }, (_, index) => index % 3 === row));
        const inColumns = isMissing('columns');
        expect(inColumns.every((missing, index) => missing === (index % count === column))).toBe(true);
      }
      workspace.dispose();
    },
  );
});
