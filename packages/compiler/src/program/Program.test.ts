import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { agreement, type StepFunction } from '../../fixtures/agreement.ts';
import { compiledProgram } from '../../fixtures/compiledProgram.ts';
import { worstDifference } from '../../fixtures/worstDifference.ts';
import { UnsupportedError } from '../kernels/Kernel.ts';
import { markDrawn } from '../trace/markDrawn.ts';
import type { Workspace } from './Workspace.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

type Named = StepFunction['state'];

/** A step without a state. */
function stateless(inputs: Named, run: (inputs: Named) => Named): StepFunction {
  return { state: {}, inputs, run: (_, given) => ({ state: {}, outputs: run(given) }) };
}

function of(tensors: Named, name: string): tf.Tensor {
  const tensor = tensors[name];
  if (tensor) return tensor;
  throw new TypeError(`expected a tensor '${name}'.`);
}

/** A running sum of what comes in, and its mean. */
function accumulator(size: number): StepFunction {
  return {
    state: { sum: tf.zeros([size]) },
    inputs: { x: tf.ones([size]) },
    run(state, inputs) {
      const sum = tf.add(of(state, 'sum'), of(inputs, 'x'));
      return { state: { sum }, outputs: { mean: tf.mean(sum), before: tf.mul(of(state, 'sum'), 1) } };
    },
  };
}

describe('steps of a chunk', () => {
  test.each([1, 3, 4, 5, 17, 64, 65])('get and give their own %i numbers', (size) => {
    const { program, workspace } = compiledProgram(accumulator(size), { chunk: 5 });
    for (let slot = 0; slot < 5; slot++) program.staged('x', slot)?.fill(10 ** slot);
    program.run(5);
    expect([...workspace.state('sum')]).toEqual(new Array(size).fill(11_111));
    [1, 11, 111, 1111, 11_111].forEach((sum, slot) => {
      expect([...program.output('mean', slot)]).toEqual([sum]);
      expect([...program.output('before', slot)]).toEqual(new Array(size).fill(sum - 10 ** slot));
    });
    program.run(2);
    expect([...workspace.state('sum')]).toEqual(new Array(size).fill(11_122));
    workspace.dispose();
  });

  test('may be fewer than it has room for, or none', () => {
    const { program, workspace } = compiledProgram(accumulator(4), { chunk: 3 });
    program.staged('x', 0)?.fill(1);
    program.staged('x', 1)?.fill(2);
    program.run(0);
    expect([...workspace.state('sum')]).toEqual([0, 0, 0, 0]);
    program.run(1);
    expect([...workspace.state('sum')]).toEqual([1, 1, 1, 1]);
    expect(program.chunk).toBe(3);
    for (const steps of [4, -1, 0.5, nan]) {
      expect(() => program.run(steps)).toThrow(`Program: expected 0 to 3 steps, got ${steps}.`);
    }
    workspace.dispose();
  });

  test('go on from a state that another program of the workspace left', () => {
    const step = accumulator(6);
    const { program, workspace } = compiledProgram(step, { chunk: 2 });
    program.staged('x', 0)?.fill(1);
    program.run(1);
    workspace.state('sum').set([5, 5, 5, 5, 5, 5]);
    program.run(1);
    expect([...workspace.state('sum')]).toEqual([6, 6, 6, 6, 6, 6]);
    workspace.dispose();
  });
});

describe('numbers of many steps at once', () => {
  /** A running sum of factor · x, where x are rows of resident ones. */
  function gathered(chunk: number) {
    const step: StepFunction = {
      state: { sum: tf.zeros([3]) },
      inputs: { x: tf.ones([3]), factor: tf.scalar(1), count: tf.scalar(1, 'int32') },
      run(state, inputs) {
        const part = tf.mul(of(inputs, 'x'), of(inputs, 'factor'));
        const sum = tf.add(of(state, 'sum'), part);
        return {
          state: { sum },
          outputs: { total: tf.sum(part), twice: tf.add(of(inputs, 'count'), of(inputs, 'count')) },
        };
      },
    };
    return compiledProgram(step, {
      chunk,
      rows: (memory) => ({ x: memory.addRows(Float32Array.of(1, 10, 100, 1000, 10_000), 1) }),
    });
  }

  test.each([1, 4])('are written and read as one by one, with room for %i', (chunk) => {
    const rows = [
      [0, 1, 2],
      [4, 4, 4],
      [2, 1, 0],
      [3, 0, 3],
    ]
      .map((row) => Uint32Array.from(row))
      .slice(0, chunk);
    const factors = [1, 0.5, -1, 2].slice(0, chunk);
    const counts = [3, -4, 5, 2 ** 30].slice(0, chunk);
    const { program, workspace } = gathered(chunk);
    program.stageRows(rows);
    program.stageNumbers('factor', factors);
    program.stageNumbers('count', counts);
    program.run(chunk);
    expect(program.outputNumbers('total', chunk)).toEqual([111, 15_000, -111, 4002].slice(0, chunk));
    expect(program.outputNumbers('twice', chunk)).toEqual([6, -8, 10, -(2 ** 31)].slice(0, chunk));
    expect(program.outputNumbers('total', 0)).toEqual([]);
    rows.forEach((row, slot) => {
      expect([...program.indices(slot)]).toEqual([...row]);
      expect(program.staged('factor', slot)).toEqual(Float32Array.of(factors[slot] ?? 0));
    });
    workspace.dispose();
  });

  test('that no step reads have no place', () => {
    const step = stateless({ unused: tf.scalar(1), x: tf.ones([2]) }, (given) => ({
      y: tf.sum(of(given, 'x')),
    }));
    const { program, workspace } = compiledProgram(step, { chunk: 2 });
    program.stageNumbers('unused', [1, 2]);
    program.stageRows([Uint32Array.of(7), Uint32Array.of(8)]);
    for (const slot of [0, 1]) program.staged('x', slot)?.fill(slot + 1);
    program.run(2);
    expect(program.outputNumbers('y', 2)).toEqual([2, 4]);
    workspace.dispose();
  });

  test('of more steps than there is room for are refused, and of rows and outputs that there are not', () => {
    const { program, workspace } = gathered(2);
    const rows = new Array(3).fill(Uint32Array.of(0, 1, 2));
    const message = 'Program: expected 0 to 2 steps, got 3.';
    expect(() => program.stageRows(rows)).toThrow(message);
    expect(() => program.stageNumbers('factor', [1, 2, 3])).toThrow(message);
    expect(() => program.outputNumbers('total', 3)).toThrow(message);
    expect(() => program.outputNumbers('z', 1)).toThrow("Program: expected an output of the step, got 'z'.");
    expect(() => program.stageRows([Uint32Array.of(0, 1, 2), Uint32Array.of(0, 1, 2, 3)])).toThrow(
      RangeError,
    );
    workspace.dispose();
  });
});

describe('inputs and outputs', () => {
  test('that nobody reads have no place, and those that are not there are an error', () => {
    const step = stateless({ x: tf.ones([2]), unused: tf.ones([3]) }, (given) => ({
      y: tf.mul(of(given, 'x'), 2),
    }));
    const { program, workspace } = compiledProgram(step);
    expect(program.staged('unused', 0)).toBeUndefined();
    expect(program.staged('x', 0)?.length).toBe(2);
    expect(() => program.output('z')).toThrow("Program: expected an output of the step, got 'z'.");
    workspace.dispose();
  });

  test('may be the same, of every type, or come from nowhere', () => {
    const integers = tf.tensor1d([7, -(2 ** 31), 2 ** 31 - 1, 0, 3], 'int32');
    const truth = tf.tensor1d([1, 0, 1], 'bool');
    const step = stateless({ integers, truth }, (given) => ({
      integers: of(given, 'integers'),
      truth: of(given, 'truth'),
      constant: tf.tensor1d([3, 1, 4]),
      uniform: tf.fill([5], -0),
      again: of(given, 'integers'),
    }));
    const { program, workspace } = compiledProgram(step, { chunk: 2 });
    for (const slot of [0, 1]) {
      program.staged('integers', slot)?.set(integers.dataSync());
      program.staged('truth', slot)?.set(truth.dataSync());
    }
    program.run(2);
    for (const slot of [0, 1]) {
      expect(program.output('integers', slot)).toEqual(Int32Array.from(integers.dataSync()));
      expect(program.output('again', slot)).toEqual(Int32Array.from(integers.dataSync()));
      expect(program.output('truth', slot)).toEqual(Float32Array.of(1, 0, 1));
      expect(program.output('constant', slot)).toEqual(Float32Array.of(3, 1, 4));
      expect(program.output('uniform', slot)).toEqual(Float32Array.of(-0, -0, -0, -0, -0));
    }
    workspace.dispose();
  });

  test('of no numbers, and reductions of them', () => {
    const empty = tf.tensor2d([], [0, 3]);
    const step = (others: (rows: tf.Tensor) => Named): StepFunction => ({
      state: { empty },
      inputs: { rows: tf.tensor2d([], [0, 3]) },
      run: (state, inputs) => ({
        state: { empty: tf.mul(of(state, 'empty'), 2) },
        outputs: {
          same: tf.add(of(inputs, 'rows'), 1),
          sum: tf.sum(of(inputs, 'rows')),
          columns: tf.sum(of(inputs, 'rows'), 0),
          rows: tf.mean(of(inputs, 'rows'), 1),
          ...others(of(inputs, 'rows')),
        },
      }),
    });
    expect(
      agreement(
        step(() => ({})),
        2,
      ),
    ).toEqual({ difference: 0, where: 'nowhere' });
    const { program, workspace } = compiledProgram(step((rows) => ({ largest: tf.max(rows, 0) })));
    program.run(1);
    expect(program.output('same').length).toBe(0);
    expect([...program.output('columns')]).toEqual([0, 0, 0]);
    expect([...program.output('largest')]).toEqual([-infinity, -infinity, -infinity]);
    workspace.dispose();
  });

  test('of one number', () => {
    const step = stateless({ x: tf.scalar(3) }, (given) => ({
      y: tf.sum(tf.square(of(given, 'x'))),
      z: tf.softmax(tf.reshape(of(given, 'x'), [1, 1])),
    }));
    expect(agreement(step, 2).difference).toBe(0);
  });
});

describe('rows of a batch', () => {
  const gatherStep = (shape: number[], dtype: 'float32' | 'int32' | 'bool') =>
    stateless({ x: tf.zeros(shape, dtype) }, (given) => ({
      x: tf.reshape(of(given, 'x'), [-1]),
      y: tf.mul(tf.cast(of(given, 'x'), 'float32'), 2),
    }));

  test.each(
    [1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 64, 65].flatMap((width) =>
      (['float32', 'int32', 'uint8', 'bool'] as const).map((type) => [width, type] as const),
    ),
  )('of %i numbers are taken from resident ones of %s', (width, type) => {
    const count = 9;
    const numbers = Array.from({ length: count * width }, (_, index) => (index * 37) % 251);
    const Numbers = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array, bool: Uint8Array }[type];
    const values = Numbers.from(type === 'bool' ? numbers.map((one) => one % 2) : numbers);
    const dtype = type === 'uint8' ? 'float32' : type;
    const batch = 5;
    const { program, workspace } = compiledProgram(gatherStep([batch, width], dtype), {
      chunk: 3,
      rows: (place) => ({ x: place.addRows(values, width) }),
    });
    const drawn = [
      [8, 0, 8, 3, 1],
      [0, 1, 2, 3, 4],
      [7, 7, 7, 7, 8],
    ];
    drawn.forEach((rows, slot) => {
      expect(program.indices(slot).length).toBe(batch);
      program.indices(slot).set(rows);
    });
    expect(program.staged('x', 0)).toBeUndefined();
    program.run(3);
    drawn.forEach((rows, slot) => {
      const wanted = rows.flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]);
      expect([...program.output('x', slot)]).toEqual(wanted);
      expect([...program.output('y', slot)]).toEqual(wanted.map((one) => 2 * one));
    });
    workspace.dispose();
  });

  test('are taken for several inputs by the same numbers, between inputs that are given', () => {
    const step = stateless(
      { x: tf.zeros([3, 2]), factor: tf.scalar(1), y: tf.zeros([3], 'int32') },
      (given) => ({
        product: tf.mul(
          tf.mul(of(given, 'x'), of(given, 'factor')),
          tf.reshape(tf.cast(of(given, 'y'), 'float32'), [3, 1]),
        ),
      }),
    );
    const { program, workspace } = compiledProgram(step, {
      chunk: 2,
      rows: (place) => ({
        x: place.addRows(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 255), 2),
        y: place.addRows(Int32Array.of(1, 10, 100, -1000), 1),
      }),
    });
    program.indices(0).set([3, 0, 1]);
    program.indices(1).set([2, 2, 2]);
    program.staged('factor', 0)?.set([2]);
    program.staged('factor', 1)?.set([0.5]);
    program.run(2);
    expect([...program.output('product', 0)]).toEqual([-14_000, -510_000, 2, 4, 60, 80]);
    expect([...program.output('product', 1)]).toEqual([250, 300, 250, 300, 250, 300]);
    workspace.dispose();
  });

  test('must fit the input in size, number and type', () => {
    const rowsOf = (values: Float32Array | Int32Array | Uint8Array, size: number) => (place: Workspace) => ({
      x: place.addRows(values, size),
    });
    expect(() =>
      compiledProgram(gatherStep([3, 2], 'float32'), { rows: rowsOf(new Float32Array(8), 4) }),
    ).toThrow("Program: expected 'x' to be whole rows of 4 numbers, got 6.");
    expect(() =>
      compiledProgram(gatherStep([3, 2], 'float32'), { rows: rowsOf(new Int32Array(8), 2) }),
    ).toThrow(UnsupportedError);
    expect(() =>
      compiledProgram(gatherStep([3, 2], 'int32'), { rows: rowsOf(new Uint8Array(8), 2) }),
    ).toThrow("rows of uint8 have no code where 'x' is int32");
    const two = stateless({ x: tf.zeros([4]), y: tf.zeros([2]) }, (given) => ({
      sum: tf.add(tf.sum(of(given, 'x')), tf.sum(of(given, 'y'))),
    }));
    expect(() =>
      compiledProgram(two, {
        rows: (place) => ({
          x: place.addRows(new Float32Array(8), 1),
          y: place.addRows(new Float32Array(8), 1),
        }),
      }),
    ).toThrow('Program: expected inputs that take as many rows as each other, got [4,2].');
  });
});

describe('drawn values', () => {
  const step = stateless({ x: tf.ones([5]) }, (given) => {
    const noise = tf.zeros([5]);
    markDrawn(noise, (number, values) => values.fill(number));
    return { y: tf.mul(of(given, 'x'), noise) };
  });

  test('are those of each step, wherever a run starts', () => {
    const { program, workspace } = compiledProgram(step, { chunk: 3 });
    for (const slot of [0, 1, 2]) program.staged('x', slot)?.fill(2);
    program.run(3, 40);
    expect([0, 1, 2].map((slot) => program.output('y', slot)[4])).toEqual([80, 82, 84]);
    program.run(1);
    expect(program.output('y')[0]).toBe(0);
    workspace.dispose();
  });

  test('belong to the program, not to others of the same code', () => {
    const drawing = (factor: number) =>
      compiledProgram(
        stateless({}, () => {
          const noise = tf.zeros([3]);
          markDrawn(noise, (number, values) => values.fill(factor * number));
          return { y: tf.add(noise, 0.5) };
        }),
      );
    const [one, other] = [drawing(1), drawing(-1)];
    one.program.run(1, 7);
    other.program.run(1, 7);
    expect([one.program.output('y')[0], other.program.output('y')[0]]).toEqual([7.5, -6.5]);
    one.workspace.dispose();
    other.workspace.dispose();
  });
});

describe('numbers that are not ordinary', () => {
  /** Loops of every kind: over cells, rows, columns and all, strided, broadcast, several walks along a row. */
  const loops: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
    cells: (x) => tf.sub(tf.mul(x, 2), tf.abs(x)),
    maximum: (x) => tf.maximum(x, 0.5),
    minimum: (x) => tf.minimum(x, tf.neg(x)),
    relu: tf.relu,
    clip: (x) => tf.clipByValue(x, -1, 1),
    comparison: (x) => tf.cast(tf.greater(x, tf.neg(x)), 'float32'),
    choice: (x) => tf.where(tf.equal(x, x), x, tf.zerosLike(x)),
    columns: (x) => tf.sum(x, 0),
    'largest of columns': (x) => tf.max(x, 0),
    'smallest of columns': (x) => tf.min(x, 0),
    rows: (x) => tf.sum(x, 1),
    'largest of rows': (x) => tf.max(x, 1),
    'smallest of rows': (x) => tf.min(x, 1),
    'products of rows': (x) => tf.prod(tf.add(tf.mul(x, 0.01), 1), 1),
    all: (x) => tf.sum(x),
    'mean of all': (x) => tf.mean(tf.square(x)),
    'largest of all': (x) => tf.max(x),
    'smallest of all': (x) => tf.min(x),
    softmax: (x) => tf.softmax(x),
    'log-softmax': (x) => tf.logSoftmax(x),
    centred: (x) => tf.sub(x, tf.mean(x, 1, true)),
    'broadcast column': (x) => tf.add(x, tf.slice(x, [0, 1], [-1, 1])),
    transposed: (x) => tf.add(tf.transpose(x), 1),
    strided: (x) => tf.mul(tf.slice(x, [0, 1], [-1, 2]), 3),
    'rows of a transposed one': (x) => tf.max(tf.transpose(x), 1),
  };
  const shapes: [number, number][] = [
    [1, 5],
    [3, 4],
    [5, 7],
    [70, 6],
    [2, 300],
    [4, 33],
  ];

  test.each(Object.entries(loops))('go through loops: %s', (_, compute) => {
    for (const [rows, width] of shapes) {
      const size = rows * width;
      const ordinary = Float32Array.from({ length: size }, (_, index) => 0.25 + Math.sin(7 * index));
      const x = tf.tensor2d(ordinary, [rows, width]);
      const { program, workspace } = compiledProgram(
        stateless({ x }, (given) => ({ y: compute(of(given, 'x')) })),
      );
      const others: object[] = [];
      for (const special of [nan, infinity, -infinity, 1e-40, -1e-40, 1e30]) {
        for (const place of [0, 3, 4, width - 1, size - 1]) {
          const values = ordinary.with(place, special);
          program.staged('x', 0)?.set(values);
          program.run(1);
          const wanted = tf.tidy(() => compute(tf.tensor2d(values, [rows, width])).dataSync());
          const difference = worstDifference(program.output('y'), wanted);
          if (!(difference < 1e-6)) others.push({ special, place, difference });
        }
      }
      expect(others, `of [${rows}, ${width}]`).toEqual([]);
      workspace.dispose();
      x.dispose();
    }
  });

  test('denormal numbers are added up like others', () => {
    const values = Float32Array.from({ length: 35 }, (_, index) => (index - 9) * 1e-43);
    const step = stateless({ x: tf.tensor2d(values, [5, 7]) }, (given) => ({
      sum: tf.sum(of(given, 'x')),
      rows: tf.sum(of(given, 'x'), 1),
      columns: tf.sum(of(given, 'x'), 0),
      largest: tf.max(of(given, 'x'), 1),
      twice: tf.add(of(given, 'x'), of(given, 'x')),
    }));
    expect(agreement(step, 1, { least: Number.MIN_VALUE })).toEqual({ difference: 0, where: 'nowhere' });
  });
});

test('constants, equal and not, are there in every step', () => {
  const step = stateless({ x: tf.ones([4]) }, (given) => {
    const fixed = tf.exp(tf.tensor1d([0, 1, 2, 3]));
    return { y: tf.add(tf.mul(of(given, 'x'), fixed), tf.fill([4], nan)), z: tf.add(fixed, 1) };
  });
  const { program, workspace } = compiledProgram(step, { chunk: 2 });
  program.run(2);
  for (const slot of [0, 1]) {
    expect([...program.output('y', slot)]).toEqual([nan, nan, nan, nan]);
    [...program.output('z', slot)].forEach((value, index) => {
      expect(value).toBeCloseTo(Math.exp(index) + 1, 5);
    });
  }
  workspace.dispose();
});
