import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { Graph } from './Graph.ts';
import { broadcast, isContiguous, isWhole, reshaped, sizeOf, sliced, transposed, type View } from './View.ts';

/** The elements of a view in order, of a value that holds 0, 1, 2, … */
function elementsOf({ shape, strides, offset }: View): number[] {
  const places = shape.reduce<number[]>(
    (before, size, axis) =>
      before.flatMap((place) =>
        Array.from({ length: size }, (_, index) => place + index * (strides[axis] ?? 0)),
      ),
    [offset],
  );
  return places;
}

function counting(shape: readonly number[]): View {
  const values = Float32Array.from({ length: sizeOf(shape) }, (_, index) => index);
  return new Graph().constant(values, { shape, dtype: 'float32' });
}

describe('views', () => {
  test('look at the same numbers as tfjs does', () => {
    const view = counting([3, 4, 5]);
    const tensor = tf.reshape(tf.range(0, 60), [3, 4, 5]);
    expect(elementsOf(transposed(view, [2, 0, 1]))).toEqual([...tf.transpose(tensor, [2, 0, 1]).dataSync()]);
    expect(elementsOf(sliced(view, [1, 0, 2], [2, 3, 2]))).toEqual([
      ...tf.slice(tensor, [1, 0, 2], [2, 3, 2]).dataSync(),
    ]);
    const column = sliced(view, [0, 0, 1], [3, 4, 1]);
    expect(elementsOf(broadcast(column, [2, 3, 4, 5]))).toEqual([
      ...tf.broadcastTo(tf.slice(tensor, [0, 0, 1], [3, 4, 1]), [2, 3, 4, 5]).dataSync(),
    ]);
  });

  test('are reshaped without a copy wherever strides can say it, and never wrongly', () => {
    const draw = randomStream(5, 'views');
    let direct = 0;
    for (let round = 0; round < 500; round++) {
      const shape = Array.from({ length: 1 + draw.integer(4) }, () => 1 + draw.integer(4));
      const given = transposed(counting(shape), [...draw.permutation(shape.length)]);
      const to = [sizeOf(given.shape.slice(0, 2)), ...given.shape.slice(2)];
      const view = reshaped(given, draw.uniform() < 0.5 ? to : [1, ...given.shape, 1]);
      if (!view) continue;
      direct += 1;
      expect(elementsOf(view)).toEqual(elementsOf(given));
    }
    expect(direct).toBeGreaterThan(250);
  });

  test('a transposed matrix cannot be flattened without a copy', () => {
    expect(reshaped(transposed(counting([3, 4]), [1, 0]), [12])).toBeUndefined();
  });

  test('a part is contiguous but not whole; an axis of size 1 matters to neither', () => {
    const view = counting([4, 1, 3]);
    const part = sliced(view, [1, 0, 0], [2, 1, 3]);
    expect([isContiguous(part), isWhole(part)]).toEqual([true, false]);
    expect([isContiguous(transposed(view, [1, 0, 2])), isWhole(transposed(view, [1, 0, 2]))]).toEqual([
      true,
      true,
    ]);
    expect(isContiguous(transposed(view, [2, 1, 0]))).toBe(false);
  });
});
