import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { checkSameTrace } from './checkSameTrace.ts';
import { type RecordedFunction, recordTrace } from './recordTrace.ts';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

/** A function of x, which shows what it computes. */
function recorded(x: tf.Tensor, compute: (x: tf.Tensor) => tf.Tensor) {
  const seen: number[][] = [];
  const kept: tf.Tensor[] = [];
  const fn: RecordedFunction = {
    state: {},
    inputs: { x },
    run() {
      const y = compute(x);
      kept.push(tf.keep(tf.clone(y)));
      return { state: {}, outputs: { y } };
    },
  };
  const record = (isDry: boolean) => {
    const trace = recordTrace(fn, { isDry });
    for (const tensor of kept.splice(0)) {
      seen.push([...tensor.dataSync()]);
      tensor.dispose();
    }
    return trace;
  };
  return { seen, record };
}

describe('a dry recording', () => {
  const gradient = (x: tf.Tensor) =>
    tf.grad((at) => tf.sum(tf.mul(tf.exp(at), tf.softmax(tf.reshape(at, [1, 3])))))(x);

  test.each<[string, (x: tf.Tensor) => tf.Tensor]>([
    ['a chain of kernels', (x) => tf.mul(tf.add(x, 1), tf.scalar(3))],
    ['gradients', gradient],
    ['kernels that give several tensors', (x) => tf.add(tf.topk(x, 2).values, tf.unstack(x)[0] ?? x)],
    [
      'casts of the same numbers',
      (x) => {
        // On cpu these have the numbers of the integers.
        const integers = tf.cast(x, 'int32');
        return tf.mul(tf.cast(integers, 'float32'), tf.add(tf.cast(integers, 'float32'), x));
      },
    ],
    ['constants', (x) => tf.add(tf.mul(x, tf.range(0, 3)), tf.fill([3], 0.5))],
  ])('of %s is the same as one that computes, without its numbers', (_, compute) => {
    const { seen, record } = recorded(tf.tensor1d([1, 2.5, 4]), compute);
    const wet = record(false);
    const dry = record(true);
    expect(() => checkSameTrace(wet, dry)).not.toThrow();
    expect(dry.kernels.map(({ name }) => name)).toEqual(wet.kernels.map(({ name }) => name));
    expect(seen[0]?.some((value) => value !== 0)).toBe(true);
    expect(seen[1]?.every((value) => value === 0)).toBe(true);
    expect(seen[1]?.length).toBe(seen[0]?.length);
  });

  test('computes what has not run before with tensors of such shapes, once', () => {
    const { seen, record } = recorded(tf.tensor1d([1, 2, 3, 4, 5, 6, 7]), tf.log1p);
    record(true);
    expect(seen[0]?.[0]).toBeCloseTo(Math.log(2), 5);
    record(true);
    expect(seen[1]?.[0]).toBe(0);
  });

  test('leaves kernels and tensors as they were', () => {
    const { record } = recorded(tf.tensor1d([1, 2]), tf.square);
    record(false);
    const { numTensors } = tf.memory();
    record(true);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect([...tf.square(tf.tensor1d([1, 2])).dataSync()]).toEqual([1, 4]);
  });

  test('finds constants that change', () => {
    let factor = 1;
    const { record } = recorded(tf.tensor1d([1, 2]), (x) => tf.mul(x, ++factor));
    const wet = record(false);
    expect(() => checkSameTrace(wet, record(true))).toThrow('a constant of Multiply changes');
  });
});
