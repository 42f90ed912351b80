import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { agreement } from '../../fixtures/agreement.ts';
import { Graph } from '../graph/Graph.ts';
import type { Value } from '../graph/Value.ts';
import type { View } from '../graph/View.ts';
import { elements } from './elements.ts';

const nameOf = ({ origin }: Value) => (origin.kind === 'elements' ? origin.name : origin.kind);

test.each([
  [1, 'input'],
  [2, 'Square'],
  [3, 'Pow'],
  [-1, 'Pow'],
] as const)('the power %d is computed as %s', (exponent, expected) => {
  const graph = new Graph();
  const x = graph.source({ kind: 'input', name: 'x' }, { shape: [3, 1], dtype: 'float32' });
  const power = elements(
    graph,
    'Pow',
    [x, graph.uniform(exponent, { shape: [2], dtype: 'float32' })],
    'float32',
  );
  expect(nameOf(power.value)).toBe(expected);
  expect(power.shape).toEqual([3, 2]);
});

test.each([1, 2, 3, 0.5])('the power %d is what tfjs gives', (exponent) => {
  const x = tf.tensor1d([
    0,
    -0,
    1,
    -2.5,
    0.3,
    1e-30,
    -1e30,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]);
  const run = (_: unknown, given: Readonly<Record<string, tf.Tensor>>) => ({
    state: {},
    outputs: { power: tf.pow(given.x ?? x, exponent) },
  });
  expect(agreement({ state: {}, inputs: { x }, run }, 1, { least: 1e-44 }).difference).toBeLessThan(2e-7);
});

test('an exponential of what is not positive has a function of its own', () => {
  const graph = new Graph();
  const x = graph.source({ kind: 'input', name: 'x' }, { shape: [3], dtype: 'float32' });
  const computeOf = (operand: typeof x) => {
    const { origin } = elements(graph, 'Exp', [operand], 'float32').value;
    return origin.kind === 'elements' ? origin.compute : undefined;
  };
  const size = elements(graph, 'Abs', [x], 'float32');
  const decaying = elements(graph, 'Neg', [size], 'float32');
  expect(computeOf(decaying)).not.toBe(computeOf(x));
  expect(computeOf(size)).toBe(computeOf(x));
});

const graph = new Graph();
let inputs = 0;

function input(...shape: number[]): View {
  return graph.source({ kind: 'input', name: `input ${inputs++}` }, { shape, dtype: 'float32' });
}

function uniform(number: number, shape: readonly number[] = []): View {
  return graph.uniform(number, { shape, dtype: 'float32' });
}

const lowered = (name: string, ...operands: View[]) => elements(graph, name, operands, 'float32');

/** The function that computes a view's numbers, and how many of each operand it takes. */
function functionOf({ value: { origin } }: View) {
  if (origin.kind !== 'elements') throw new TypeError(`expected elements, got ${origin.kind}.`);
  return { name: origin.name, sizes: origin.operands.map(({ value }) => value.size) };
}

describe('a factor or divisor of 1', () => {
  test('computes nothing', () => {
    const x = input(3, 4);
    expect(lowered('Multiply', x, uniform(1)).value).toBe(x.value);
    expect(lowered('Multiply', uniform(1), x).value).toBe(x.value);
    expect(lowered('RealDiv', x, uniform(1)).value).toBe(x.value);
  });

  test('repeats what it is the factor of as often as it is there', () => {
    const repeated = lowered('Multiply', input(4), uniform(1, [3, 4]));
    expect(repeated).toMatchObject({ shape: [3, 4], strides: [0, 1] });
  });

  test('is another thing as what is divided, added, or another number', () => {
    const x = input(3, 4);
    expect(functionOf(lowered('RealDiv', uniform(1), x)).name).toBe('RealDiv');
    expect(functionOf(lowered('Add', x, uniform(1))).name).toBe('Add');
    expect(functionOf(lowered('Multiply', x, uniform(2))).name).toBe('Multiply');
  });
});

describe('a quotient', () => {
  test('by divisors that eight cells share is a product with as many reciprocals as there are divisors', () => {
    const { name, sizes } = functionOf(lowered('RealDiv', input(4, 8), input(4, 1)));
    expect(name).toBe('Multiply');
    expect(sizes).toEqual([32, 4]);
    expect(functionOf(lowered('RealDiv', input(8, 4), input(4))).sizes).toEqual([32, 4]);
    expect(functionOf(lowered('RealDiv', input(2, 4), input())).sizes).toEqual([8, 1]);
  });

  test('by divisors that fewer cells share is a quotient', () => {
    const quotients = [
      lowered('RealDiv', input(4, 7), input(4, 1)),
      lowered('RealDiv', input(4, 8), input(4, 8)),
    ];
    expect(quotients.map((one) => functionOf(one).name)).toEqual(['RealDiv', 'RealDiv']);
  });
});
