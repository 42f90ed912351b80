import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { agreement, type StepFunction } from '../../fixtures/agreement.ts';
import type { Value } from '../graph/Value.ts';
import { recordTrace } from '../trace/recordTrace.ts';
import { lowerTrace } from './lowerTrace.ts';

/** What a value is computed by, and what its operands are, down to what isn't computed by elements. */
function computation({ origin }: Value): string {
  if (origin.kind === 'kernel') return origin.call.name;
  if (origin.kind !== 'elements') return origin.kind;
  return `${origin.name}(${origin.operands.map(({ value }) => computation(value)).join(', ')})`;
}

/** Some numbers out of those that a function of a matrix gives. */
function gathering(compute: (x: tf.Tensor, row: tf.Tensor) => tf.Tensor, count: number): StepFunction {
  const x = tf.reshape(tf.linspace(0.1, 6.4, 64), [8, 8]);
  const longRow = tf.linspace(1, 3, 16);
  const places = tf.tensor2d(
    Array.from({ length: count }, (_, index) => (37 * index + 11) % 64),
    [count, 1],
    'int32',
  );
  return {
    state: {},
    inputs: { x, longRow, places },
    run: () => ({
      state: {},
      outputs: { gathered: tf.gatherND(tf.reshape(compute(x, longRow), [64]), places) },
    }),
  };
}

function gatheredBy(compute: (x: tf.Tensor, row: tf.Tensor) => tf.Tensor, count = 8): string {
  const step = gathering(compute, count);
  const { state, inputs } = step;
  const { outputs } = lowerTrace(recordTrace({ state, inputs, run: () => step.run(state, inputs, 0) }));
  const value = outputs.get('gathered');
  // Numbers that are computed in another way must be the same.
  expect(agreement(step, 1).difference).toBeLessThan(1e-6);
  return value ? computation(value) : 'nothing';
}

describe('of numbers that are computed one by one', () => {
  test('those that are gathered are computed alone, where they are an eighth at most', () => {
    expect(gatheredBy(tf.exp)).toBe('Exp(GatherNd)');
    expect(gatheredBy(tf.exp, 9)).toBe('GatherNd');
  });

  test('three operations are computed alone, and those before them for all', () => {
    const deep = (x: tf.Tensor) => tf.exp(tf.neg(tf.sqrt(tf.square(x))));
    expect(gatheredBy(deep)).toBe('Exp(Neg(Sqrt(GatherNd)))');
  });

  test('a function that gives a number for NaN is computed for all', () => {
    expect(gatheredBy((x) => tf.sign(x))).toBe('GatherNd');
  });

  test('a number that all share is none to gather', () => {
    expect(gatheredBy((x) => tf.mul(x, 3))).toBe('Multiply(GatherNd, uniform)');
    expect(gatheredBy((x) => tf.mul(x, 3), 1)).toBe('Multiply(GatherNd, uniform)');
  });

  test('a number that a row shares is gathered by the row', () => {
    const column = (x: tf.Tensor) => tf.reshape(tf.sum(x, 1), [8, 1]);
    expect(gatheredBy((x) => tf.add(x, column(x)))).toBe('Add(GatherNd, GatherNd)');
  });

  test('what repeats in another way is computed for all', () => {
    const none = [
      (x: tf.Tensor, longRow: tf.Tensor) => tf.add(x, tf.slice(longRow, 0, 8)),
      (x: tf.Tensor, longRow: tf.Tensor) => tf.add(x, tf.reshape(tf.slice(longRow, 8, 8), [8, 1])),
      (x: tf.Tensor, longRow: tf.Tensor) => tf.add(x, tf.reshape(tf.slice(longRow, 0, 8), [8, 1])),
      (x: tf.Tensor) => tf.add(x, tf.transpose(x)),
    ];
    expect(none.map((compute) => gatheredBy(compute))).toEqual(none.map(() => 'GatherNd'));
  });
});
