import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { installFastCpuKernels } from './fastCpuKernels.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
  installFastCpuKernels();
});
beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

type Dtype = 'float32' | 'int32' | 'bool';
type Place = readonly number[];

const SPECIAL = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1e-40, 2 ** 31 - 1];
const dtypes = fc.constantFrom<Dtype>('float32', 'int32', 'bool');
const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 });

/** Numbers of which no two are the same, among them those that are easily lost. */
function numbered(shape: readonly number[], dtype: Dtype): tf.Tensor {
  const size = tf.util.sizeFromShape([...shape]);
  const floats = Array.from({ length: size }, (_, index) => SPECIAL[index % 11] ?? index + 0.5);
  const numbers = { float32: floats, int32: floats.map((x, index) => Math.trunc(x) || -index), bool: floats };
  return tf.tensor(
    dtype === 'bool' ? floats.map((_, index) => index % 3 === 0) : numbers[dtype],
    [...shape],
    dtype,
  );
}

/** The places of all elements of a shape, in order. */
function places(shape: readonly number[]): Place[] {
  return shape.reduce<Place[]>(
    (found, size) => found.flatMap((place) => Array.from({ length: size }, (_, index) => [...place, index])),
    [[]],
  );
}

/** What stands at a place of the tensor. */
function reader(x: tf.Tensor): (place: Place) => number {
  const numbers = x.dataSync();
  return (place) => numbers[place.reduce((flat, index, axis) => flat * (x.shape[axis] ?? 0) + index, 0)] ?? 0;
}

function expectNumbers(
  x: tf.Tensor,
  shape: readonly number[],
  dtype: Dtype,
  numbers: readonly number[],
): void {
  const found = { shape: x.shape, dtype: x.dtype, numbers: [...x.dataSync()] };
  expect(found).toEqual({ shape, dtype, numbers });
}

describe('kernels of cpu that step from place to place', () => {
  test('cut as many from each axis as they are told', () => {
    const cases = fc.tuple(shapes, dtypes, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })));
    fc.assert(
      fc.property(cases, ([shape, dtype, shares]) => {
        const next = () => shares.next().value ?? 0;
        const begin = shape.map((size) => Math.floor(next() * size));
        const size = shape.map((full, axis) => Math.ceil(next() * (full - (begin[axis] ?? 0))));
        const x = numbered(shape, dtype);
        const at = reader(x);
        const moved = (place: Place) => place.map((index, axis) => index + (begin[axis] ?? 0));
        const cut = tf.slice(x, begin, size);
        expectNumbers(
          cut,
          size,
          dtype,
          places(size).map((place) => at(moved(place))),
        );
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('cut up to the end where no size is given, and all of the axes that are not named', () => {
    const x = tf.reshape(tf.range(0, 12), [2, 3, 2]);
    expectNumbers(tf.slice(x, [0, 1, 1]), [2, 2, 1], 'float32', [3, 5, 9, 11]);
    expectNumbers(tf.slice(x, [0, 1], [-1, 1]), [2, 1, 2], 'float32', [2, 3, 8, 9]);
    expectNumbers(tf.slice(x, 1), [1, 3, 2], 'float32', [6, 7, 8, 9, 10, 11]);
    expectNumbers(tf.slice(tf.range(0, 4), 1, 2), [2], 'float32', [1, 2]);
    expect(() => tf.slice(x, [0, 0, 1], [2, 3, 2])).toThrow('begin');
  });

  test('cut into pieces along each axis', () => {
    const cases = fc.tuple(shapes, dtypes, fc.nat({ max: 4 }), fc.nat({ max: 4 }));
    fc.assert(
      fc.property(cases, ([shape, dtype, chosen, first]) => {
        const axis = chosen % shape.length;
        const length = shape[axis] ?? 0;
        const x = numbered(shape, dtype);
        const at = reader(x);
        const sizes = [Math.min(first, length), length - Math.min(first, length)];
        tf.split(x, sizes, axis).forEach((piece, index) => {
          const pieceShape = shape.with(axis, sizes[index] ?? 0);
          const start = index === 0 ? 0 : (sizes[0] ?? 0);
          const expected = places(pieceShape).map((place) =>
            at(place.with(axis, (place[axis] ?? 0) + start)),
          );
          expectNumbers(piece, pieceShape, dtype, expected);
        });
        const parts = tf.unstack(x, axis - shape.length);
        expect(parts).toHaveLength(length);
        parts.forEach((part, index) => {
          const partShape = shape.toSpliced(axis, 1);
          const expected = places(partShape).map((place) => at(place.toSpliced(axis, 0, index)));
          expectNumbers(part, partShape, dtype, expected);
        });
      }),
      { seed: 1, numRuns: 300 },
    );
    const [a, b, c] = tf.split(tf.range(0, 6), 3);
    expect([a, b, c].map((piece) => [...(piece?.dataSync() ?? [])])).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
    const rest = tf.split(tf.range(0, 6), [1, -1, 2]);
    expect(rest.map(({ size }) => size)).toEqual([1, 3, 2]);
  });

  test('pad with any number on both sides', () => {
    const cases = fc.tuple(shapes, dtypes, fc.infiniteStream(fc.nat({ max: 3 })), fc.constantFrom(0, 7));
    fc.assert(
      fc.property(cases, ([shape, dtype, widths, filler]) => {
        fc.pre(dtype !== 'bool' || filler === 0);
        const paddings = shape.map((): [number, number] => [
          widths.next().value ?? 0,
          widths.next().value ?? 0,
        ]);
        const x = numbered(shape, dtype);
        const at = reader(x);
        const outputShape = shape.map(
          (size, axis) => size + (paddings[axis]?.[0] ?? 0) + (paddings[axis]?.[1] ?? 0),
        );
        const expected = places(outputShape).map((place) => {
          const own = place.map((index, axis) => index - (paddings[axis]?.[0] ?? 0));
          return own.every((index, axis) => index >= 0 && index < (shape[axis] ?? 0)) ? at(own) : filler;
        });
        expectNumbers(tf.pad(x, paddings, filler), outputShape, dtype, expected);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('order the axes anew', () => {
    const cases = shapes.chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        dtypes,
        fc.shuffledSubarray([...shape.keys()], { minLength: shape.length }),
      ),
    );
    fc.assert(
      fc.property(cases, ([shape, dtype, order]) => {
        const x = numbered(shape, dtype);
        const at = reader(x);
        const outputShape = order.map((axis) => shape[axis] ?? 0);
        const own = (place: Place) => shape.map((_, axis) => place[order.indexOf(axis)] ?? 0);
        const expected = places(outputShape).map((place) => at(own(place)));
        expectNumbers(tf.transpose(x, order), outputShape, dtype, expected);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('repeat along each axis', () => {
    const cases = fc.tuple(shapes, dtypes, fc.infiniteStream(fc.integer({ min: 0, max: 3 })));
    fc.assert(
      fc.property(cases, ([shape, dtype, counts]) => {
        const repetitions = shape.map(() => counts.next().value ?? 1);
        const x = numbered(shape, dtype);
        const at = reader(x);
        const outputShape = shape.map((size, axis) => size * (repetitions[axis] ?? 1));
        const own = (place: Place) => place.map((index, axis) => index % (shape[axis] ?? 1));
        const expected = places(outputShape).map((place) => at(own(place)));
        expectNumbers(tf.tile(x, repetitions), outputShape, dtype, expected);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  type Operation = readonly [
    name: string,
    onTensors: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
    onNumbers: (a: number, b: number) => number | boolean,
  ];
  const operations: readonly Operation[] = [
    ['add', tf.add, (a, b) => a + b],
    ['sub', tf.sub, (a, b) => a - b],
    ['mul', tf.mul, (a, b) => a * b],
    ['div', tf.div, (a, b) => a / b],
    ['maximum', tf.maximum, Math.max],
    ['minimum', tf.minimum, Math.min],
    ['squaredDifference', tf.squaredDifference, (a, b) => (a - b) * (a - b)],
    ['pow', tf.pow, (a, b) => a ** b],
    ['equal', tf.equal, (a, b) => a === b],
    ['notEqual', tf.notEqual, (a, b) => a !== b],
    ['greater', tf.greater, (a, b) => a > b],
    ['greaterEqual', tf.greaterEqual, (a, b) => a >= b],
    ['less', tf.less, (a, b) => a < b],
    ['lessEqual', tf.lessEqual, (a, b) => a <= b],
  ];

  test.each(operations)('%s repeats both inputs to a common shape', (_, onTensors, onNumbers) => {
    const dtype = typeof onNumbers(1, 2) === 'boolean' ? 'bool' : 'float32';
    // Which of both has the axis: both, or one of them has it once, or lacks it where no axis before it is there.
    const axes = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom('both', 'a', 'b')), {
      maxLength: 5,
    });
    const cases = fc.tuple(axes, fc.nat({ max: 3 }), fc.nat({ max: 3 }));
    fc.assert(
      fc.property(cases, ([found, lackingOfA, lackingOfB]) => {
        const sizesOf = (own: string) =>
          found.map(([size, whose]) => (whose === 'both' || whose === own ? size : 1));
        const trimmed = (shape: number[], lacking: number) => {
          const kept = shape.findIndex((size, axis) => size !== 1 || axis >= lacking);
          return kept < 0 ? [] : shape.slice(kept);
        };
        const [shapeOfA, shapeOfB] = [trimmed(sizesOf('a'), lackingOfA), trimmed(sizesOf('b'), lackingOfB)];
        const [a, b] = [numbered(shapeOfA, 'float32'), numbered(shapeOfB, 'float32')];
        const [first, second] = [reader(a), reader(b)];
        const shape = tf.broadcast_util.assertAndGetBroadcastShape(shapeOfA, shapeOfB);
        const own = (x: tf.Tensor, place: Place) =>
          x.shape.map((size, axis) => (size === 1 ? 0 : (place[axis + shape.length - x.shape.length] ?? 0)));
        const expected = places(shape).map((place) =>
          Number(onNumbers(first(own(a, place)), second(own(b, place)))),
        );
        expectNumbers(onTensors(a, b), shape, dtype, [...new Float32Array(expected)]);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('leave truth values, texts and complex numbers to tfjs', () => {
    const truths = tf.tensor2d([true, false, false, true], [2, 2], 'bool');
    expect([...tf.equal(truths, tf.tensor2d([true, false], [2, 1], 'bool')).dataSync()]).toEqual([
      1, 0, 1, 0,
    ]);
    const texts = tf.tensor2d(['a', 'b', 'c', 'd'], [2, 2]);
    expect([...tf.slice(texts, [0, 1], [2, 1]).dataSync()].map(String)).toEqual(['b', 'd']);
    expect([...tf.equal(texts, tf.tensor2d(['a', 'd'], [2, 1])).dataSync()]).toEqual([1, 0, 0, 1]);
    const numbers = tf.complex([[1, 2]], [[3, 4]]);
    expect([...tf.real(tf.add(numbers, tf.complex([[1], [10]], [[0], [0]]))).dataSync()]).toEqual([
      2, 3, 11, 12,
    ]);
  });

  test('leave no tensor and no numbers behind', () => {
    const backend = tf.findBackend('cpu');
    const [column, row] = [tf.ones([3, 1]), tf.ones([1, 4])];
    const before = [tf.memory().numTensors, backend.numDataIds()];
    tf.dispose([
      tf.add(column, row),
      tf.slice(
        tf.tidy(() => tf.ones([3, 4])),
        [0, 1],
        [3, 2],
      ),
    ]);
    expect([tf.memory().numTensors - 1, backend.numDataIds() - 1]).toEqual(before);
  });
});
