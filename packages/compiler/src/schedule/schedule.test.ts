import { describe, expect, test } from 'vitest';

import { Graph } from '../graph/Graph.ts';
import type { Value } from '../graph/Value.ts';
import { broadcast, sliced, transposed, type View } from '../graph/View.ts';
import { elements } from '../lower/elements.ts';
import { needed, schedule } from './schedule.ts';
import { operandsOf, type Unit } from './Unit.ts';

const float = (graph: Graph, name: string, ...operands: View[]) => elements(graph, name, operands, 'float32');

function input(graph: Graph, shape: readonly number[]): View {
  return graph.source({ kind: 'input', name: `input${graph.values.length}` }, { shape, dtype: 'float32' });
}

/** Along the last axis, which stays as one of size 1. */
function rowSum(graph: Graph, view: View): View {
  const sum = graph.reduction('sum', view, [view.shape.length - 1]);
  return graph.reshape(sum, [...view.shape.slice(0, -1), 1]);
}

function computed(graph: Graph): Value[] {
  return graph.values.filter(({ origin }) => origin.kind === 'elements' || origin.kind === 'reduction');
}

function unitsOf(graph: Graph): Unit[] {
  return schedule(graph.values);
}

/** How many values each unit computes. */
function sizes(graph: Graph): number[] {
  return unitsOf(graph).map((unit) => (unit.kind === 'loops' ? unit.group.values.length : 0));
}

function stagesOf(graph: Graph): number[] {
  return unitsOf(graph).map((unit) => (unit.kind === 'loops' ? unit.group.loops().stages : 0));
}

describe('values share loops', () => {
  test('where one is made of another, cell by cell', () => {
    const graph = new Graph();
    const x = input(graph, [3, 5]);
    float(graph, 'Neg', float(graph, 'Exp', float(graph, 'Add', x, input(graph, [3, 5]))));
    expect(sizes(graph)).toEqual([3]);
  });

  test('where they read the same numbers', () => {
    const graph = new Graph();
    const x = input(graph, [3, 5]);
    float(graph, 'Neg', x);
    float(graph, 'Exp', x);
    expect(sizes(graph)).toEqual([2]);
  });

  test('where one is the sum of the rows of another, and goes into a third: two walks along a row', () => {
    const graph = new Graph();
    const x = input(graph, [6, 5]);
    const powers = float(graph, 'Exp', x);
    float(graph, 'RealDiv', powers, rowSum(graph, powers));
    expect(sizes(graph)).toEqual([3]);
    expect(stagesOf(graph)).toEqual([2]);
  });

  test('where something is computed of the sums of rows in between', () => {
    const graph = new Graph();
    const x = input(graph, [6, 5]);
    const length = float(graph, 'Sqrt', rowSum(graph, float(graph, 'Square', x)));
    float(graph, 'RealDiv', x, length);
    expect(sizes(graph)).toEqual([4]);
  });

  test('where one is looked at in another shape with the same order', () => {
    const graph = new Graph();
    const made = float(graph, 'Neg', input(graph, [6, 5]));
    float(graph, 'Exp', graph.reshape(made, [3, 10]));
    expect(sizes(graph)).toEqual([2]);
  });

  test('where all have one number', () => {
    const graph = new Graph();
    float(graph, 'Neg', input(graph, []));
    float(graph, 'Exp', input(graph, []));
    expect(sizes(graph)).toEqual([2]);
  });
});

describe('values have loops of their own', () => {
  const cases: Readonly<Record<string, (graph: Graph, made: View) => void>> = {
    'that share no numbers': (graph) => void float(graph, 'Exp', input(graph, [6, 6])),
    'that read others at other places': (graph, made) => void float(graph, 'Exp', transposed(made, [1, 0])),
    'that read a part': (graph, made) => void float(graph, 'Exp', sliced(made, [1, 0], [5, 6])),
    'that read the first row in each': (graph, made) =>
      void float(graph, 'Exp', broadcast(sliced(made, [0, 0], [1, 6]), [6, 6])),
    'that need all sums of columns': (graph, made) =>
      void float(graph, 'Sub', made, graph.reduction('sum', made, [0])),
    'that need the sum of all': (graph, made) =>
      void float(graph, 'Sub', made, graph.reduction('sum', made, [0, 1])),
    'that need the sums of rows in columns': (graph, made) =>
      void float(graph, 'Sub', made, graph.reduction('sum', made, [1])),
  };

  test.each(Object.entries(cases))('%s', (_, add) => {
    const graph = new Graph();
    const made = float(graph, 'Neg', input(graph, [6, 6]));
    add(graph, made);
    const units = unitsOf(graph);
    const last = computed(graph).at(-1);
    const own = units.find((unit) => unit.kind === 'loops' && last && unit.group.produces(last));
    expect(own?.kind === 'loops' && own.group.produces(made.value)).toBe(false);
  });

  test('of which there would be too many', () => {
    const graph = new Graph();
    let x = input(graph, [4]);
    for (let count = 0; count < 100; count++) x = float(graph, count % 2 === 0 ? 'Neg' : 'Sin', x);
    expect(sizes(graph)).toEqual([48, 48, 4]);
  });
});

test('what is computed comes after what it is made of, in units and within one', () => {
  const graph = new Graph();
  const x = input(graph, [8, 8]);
  let made = x;
  for (let round = 0; round < 12; round++) {
    const centred = float(graph, 'Sub', made, rowSum(graph, made));
    const columns = graph.reduction('max', centred, [0]);
    made = float(graph, 'Add', transposed(centred, [1, 0]), columns);
  }
  const seen = new Set<Value>();
  const check = (value: Value) => {
    for (const operand of operandsOf(value)) expect(seen.has(operand) || operand === x.value).toBe(true);
    seen.add(value);
  };
  for (const unit of unitsOf(graph)) if (unit.kind === 'loops') unit.group.values.forEach(check);
  expect(seen.size).toBe(computed(graph).length);
});

test('what no result depends on is not needed', () => {
  const graph = new Graph();
  const x = input(graph, [4]);
  const kept = float(graph, 'Neg', x);
  const result = float(graph, 'Exp', kept);
  float(graph, 'Sin', kept);
  expect(needed([result.value])).toEqual(new Set([result.value, kept.value, x.value]));
});

test('nothing is computed of no numbers', () => {
  const graph = new Graph();
  float(graph, 'Neg', input(graph, [0, 3]));
  expect(unitsOf(graph)).toEqual([]);
});
