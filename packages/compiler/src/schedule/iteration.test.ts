import { describe, expect, test } from 'vitest';

import { Graph } from '../graph/Graph.ts';
import type { Reduction } from '../graph/Value.ts';
import { transposed, type View } from '../graph/View.ts';
import { elements } from '../lower/elements.ts';
import { cutsOf, type Iteration, iterationOf, mergedCuts, refined } from './iteration.ts';

function input(graph: Graph, shape: readonly number[]): View {
  return graph.source({ kind: 'input', name: 'input' }, { shape, dtype: 'float32' });
}

function walk({ value }: View): Pick<Iteration, 'extent' | 'sizes' | 'inner'> & { strides: unknown } {
  const iteration = iterationOf(value);
  if (!iteration) throw new TypeError('expected a value that is computed by a walk.');
  const { extent, sizes, inner, accesses } = iteration;
  return { extent, sizes, inner, strides: accesses.map(({ strides }) => strides) };
}

const reduce = (shape: number[], axes: number[], name: Reduction = 'sum') =>
  walk(new Graph().reduction(name, input(new Graph(), shape), axes));

describe('the walk of', () => {
  test('elements joins axes that all operands walk in one stride, and leaves out those of size 1', () => {
    const graph = new Graph();
    const sum = (a: View, b: View) => walk(elements(graph, 'Add', [a, b], 'float32'));
    const x = input(graph, [2, 1, 3, 4]);
    expect(sum(x, x)).toEqual({ extent: 'cell', sizes: [24], inner: undefined, strides: [[1], [1]] });
    expect(sum(x, input(graph, [4]))).toEqual({
      extent: 'cell',
      sizes: [6, 4],
      inner: undefined,
      strides: [
        [4, 1],
        [0, 1],
      ],
    });
    expect(sum(x, input(graph, []))).toMatchObject({ sizes: [24], strides: [[1], [0]] });
    const column = transposed(input(graph, [5, 1]), [1, 0]);
    expect(sum(column, column)).toMatchObject({ sizes: [5], strides: [[1], [1]] });
    const square = input(graph, [3, 5]);
    expect(sum(square, transposed(input(graph, [5, 3]), [1, 0]))).toMatchObject({
      sizes: [3, 5],
      strides: [
        [5, 1],
        [1, 3],
      ],
    });
  });

  test('reductions has the axes that are left first, unless those that go come before all of them', () => {
    expect(reduce([6, 5], [1])).toEqual({ extent: 'row', sizes: [6, 5], inner: 5, strides: [[5, 1]] });
    expect(reduce([6, 5], [0])).toEqual({ extent: 'column', sizes: [6, 5], inner: 5, strides: [[5, 1]] });
    expect(reduce([6, 5], [0, 1])).toEqual({
      extent: 'total',
      sizes: [30],
      inner: undefined,
      strides: [[1]],
    });
    expect(reduce([2, 3, 4], [1])).toEqual({
      extent: 'row',
      sizes: [2, 4, 3],
      inner: 3,
      strides: [[12, 1, 4]],
    });
    expect(reduce([2, 3, 4], [0, 2])).toMatchObject({ extent: 'row', sizes: [3, 2, 4], inner: 8 });
    expect(reduce([2, 3, 4], [0, 1])).toMatchObject({ extent: 'column', sizes: [6, 4], inner: 4 });
  });

  test('a reduction along axes of size 1, or of none, is a copy', () => {
    expect(reduce([6, 1], [1])).toMatchObject({ extent: 'cell', sizes: [6] });
    expect(reduce([6, 1], [0])).toMatchObject({ extent: 'total', sizes: [6] });
    expect(reduce([], [])).toMatchObject({ extent: 'cell', sizes: [] });
  });
});

describe('cuts', () => {
  test('are the cells behind each axis', () => {
    expect(cutsOf([2, 3, 4])).toEqual([4, 12]);
    expect(cutsOf([7])).toEqual([]);
    expect(cutsOf([])).toEqual([]);
  });

  test('of two walks are merged where they nest', () => {
    expect(mergedCuts([4], [12, 2], 24)).toEqual([2, 4, 12]);
    expect(mergedCuts([4], [6], 24)).toBeUndefined();
    expect(mergedCuts([5], [], 24)).toBeUndefined();
    expect(mergedCuts([1, 24], [], 24)).toEqual([]);
  });

  test('refine strides so that the same numbers are walked', () => {
    // Six rows of four; cut into pairs, and rows into halves.
    expect(refined([6, 4], [10, 1], [2, 4, 12])).toEqual([30, 10, 2, 1]);
    expect(refined([24], [3], [4])).toEqual([12, 3]);
    expect(refined([], [], [])).toEqual([0]);
  });
});
