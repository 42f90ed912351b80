import { expect, test } from 'vitest';

import { Graph } from '../graph/Graph.ts';
import type { View } from '../graph/Value.ts';
import { sliced, transposed } from '../graph/View.ts';
import type { ElementType } from '../kernels/Kernel.ts';
import { elements } from './elements.ts';
import { isNonPositive } from './isNonPositive.ts';

const dtype: ElementType = 'float32';

function operands() {
  const graph = new Graph();
  const source = (name: string, shape: readonly number[]) =>
    graph.source({ kind: 'input', name }, { shape, dtype });
  const call = (name: string, ...views: View[]) => elements(graph, name, views, dtype);
  const number = (value: number) => graph.uniform(value, { shape: [], dtype });
  const maximum = (x: View, axis: number, name: 'max' | 'min' | 'sum' = 'max') =>
    graph.reshape(
      graph.reduction(name, x, [axis]),
      x.shape.map((size, place) => (place === axis ? 1 : size)),
    );
  return { graph, call, number, maximum, x: source('x', [3, 3]), y: source('y', [3, 3]) };
}

test('what is less its own maximum is not positive', () => {
  const { graph, call, maximum, x, y } = operands();
  for (const axis of [0, 1]) expect(isNonPositive(call('Sub', x, maximum(x, axis)))).toBe(true);
  const all = graph.reduction('max', x, [0, 1]);
  expect(isNonPositive(call('Sub', x, all))).toBe(true);
  const turned = transposed(x, [1, 0]);
  expect(isNonPositive(call('Sub', turned, maximum(turned, 1)))).toBe(true);

  // Another tensor's, the least, the sum, beside other rows, of the rows that a slice leaves out, the other way round.
  expect(isNonPositive(call('Sub', x, maximum(y, 1)))).toBe(false);
  expect(isNonPositive(call('Sub', x, maximum(x, 1, 'min')))).toBe(false);
  expect(isNonPositive(call('Sub', x, maximum(x, 1, 'sum')))).toBe(false);
  expect(isNonPositive(call('Sub', x, transposed(maximum(x, 1), [1, 0])))).toBe(false);
  expect(isNonPositive(call('Sub', turned, maximum(x, 1)))).toBe(false);
  expect(isNonPositive(call('Sub', x, maximum(sliced(x, [0, 0], [3, 2]), 1)))).toBe(false);
  expect(isNonPositive(call('Sub', maximum(x, 1), x))).toBe(false);
});

test.each([
  ['Neg', 'Abs', true],
  ['Neg', 'Square', true],
  ['Neg', 'Relu', true],
  ['Neg', 'Exp', true],
  ['Neg', 'Sin', false],
  ['Abs', 'Sin', false],
] as const)('%s of %s: %s', (outer, inner, expected) => {
  const { call, x } = operands();
  expect(isNonPositive(call(outer, call(inner, x)))).toBe(expected);
});

test('products and minima are not positive where their operands say so', () => {
  const { call, number, x } = operands();
  const square = call('Square', x);
  expect(isNonPositive(call('Multiply', square, number(-0.5)))).toBe(true);
  expect(isNonPositive(call('Multiply', number(-0.5), square))).toBe(true);
  expect(isNonPositive(call('Multiply', square, number(0.5)))).toBe(false);
  expect(isNonPositive(call('Multiply', x, number(-0.5)))).toBe(false);
  expect(isNonPositive(call('Multiply', call('Neg', square), number(-0.5)))).toBe(false);
  expect(isNonPositive(call('Minimum', x, number(0)))).toBe(true);
  expect(isNonPositive(call('Minimum', number(-1), x))).toBe(true);
  expect(isNonPositive(call('Minimum', x, number(1)))).toBe(false);
  expect(isNonPositive(x)).toBe(false);
});
