import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { markDrawn } from '../trace/markDrawn.ts';
import { recordTrace } from '../trace/recordTrace.ts';
import type { Trace } from '../trace/Trace.ts';
import { type CompileOptions, compileOnce } from './compileOnce.ts';
import { Workspace } from './Workspace.ts';

type Compute = (state: tf.Tensor, input: tf.Tensor) => tf.Tensor;

interface Setting {
  readonly compute?: Compute;
  readonly shape?: number[];
  readonly numbers?: number;
  readonly dtype?: 'float32' | 'int32';
  /** States of the workspace, in order. */
  readonly states?: readonly string[];
  readonly stateName?: string;
  readonly outputName?: string;
  readonly allocated?: number;
  readonly options?: Partial<CompileOptions>;
}

function traceOf({
  compute = (state, input) => tf.add(state, input),
  shape = [4],
  numbers = 1,
  dtype = 'float32',
  stateName = 'a',
  outputName = 'y',
}: Setting): Trace {
  const [state, input] = [tf.fill(shape, numbers, dtype), tf.fill(shape, -numbers, dtype)];
  return recordTrace({
    state: { [stateName]: state },
    inputs: { input },
    run: () => {
      const y = compute(state, input);
      return { state: { [stateName]: y }, outputs: { [outputName]: y } };
    },
  });
}

function moduleOf(setting: Setting = {}): WebAssembly.Module {
  const { shape = [4], dtype = 'float32', states = ['a', 'b'], allocated = 0, options = {} } = setting;
  const workspace = new Workspace(Object.fromEntries(states.map((name) => [name, { shape, dtype }])));
  workspace.allocate(allocated);
  const { module } = compileOnce(workspace, traceOf(setting), {
    chunk: 1,
    gathered: {},
    fusedMultiplyAdd: false,
    ...options,
  });
  return module;
}

const clipped =
  (most: number): Compute =>
  (state) =>
    tf.clipByValue(state, -1, most);
const added =
  (constant: () => tf.Tensor): Compute =>
  (state) =>
    tf.add(state, constant());
const resident = { address: 64, rowSize: 2, rows: 10, type: 'float32' } as const;
const gatheredFrom = (rows: Partial<typeof resident> | { type: 'uint8' }) => ({
  options: { gathered: { input: { ...resident, ...rows } } },
});

test('the same function with other numbers shares its program', () => {
  const module = moduleOf();
  expect(moduleOf()).toBe(module);
  expect(moduleOf({ numbers: 5 })).toBe(module);
  expect(moduleOf(gatheredFrom({}))).toBe(moduleOf(gatheredFrom({})));
  const drawing: Compute = (state) => {
    const noise = tf.zeros([4]);
    markDrawn(noise, () => {});
    return tf.add(state, noise);
  };
  expect(moduleOf({ compute: drawing })).toBe(moduleOf({ compute: drawing }));
});

const DIFFERENT: Readonly<Record<string, readonly [Setting, Setting]>> = {
  operation: [{ compute: tf.add }, { compute: tf.sub }],
  order: [{ compute: tf.sub }, { compute: (a, b) => tf.sub(b, a) }],
  shape: [{ shape: [4] }, { shape: [2, 2] }],
  size: [{ shape: [4] }, { shape: [5] }],
  type: [{ dtype: 'float32' }, { dtype: 'int32' }],
  'option of a kernel': [{ compute: clipped(2) }, { compute: clipped(3) }],
  'infinite option': [
    { compute: (state) => tf.leakyRelu(state, Number.POSITIVE_INFINITY) },
    { compute: (state) => tf.leakyRelu(state, Number.NaN) },
  ],
  'sign of zero': [{ compute: clipped(0) }, { compute: clipped(-0) }],
  constant: [
    { compute: added(() => tf.tensor1d([1, 2, 3, 4])) },
    { compute: added(() => tf.tensor1d([1, 2, 3, 5])) },
  ],
  'constant that is not a number': [
    { compute: added(() => tf.scalar(Number.NaN)) },
    { compute: added(() => tf.scalar(Number.POSITIVE_INFINITY)) },
  ],
  'sign of a constant zero': [
    { compute: added(() => tf.scalar(0)) },
    { compute: added(() => tf.scalar(-0)) },
  ],
  'name of the state': [{ stateName: 'a' }, { stateName: 'b' }],
  'name of the output': [{ outputName: 'y' }, { outputName: 'z' }],
  'place of the state': [{ states: ['a', 'b'] }, { states: ['b', 'a'] }],
  'place of what a step writes alone': [
    { compute: (_, input) => tf.neg(input), states: ['a', 'b'] },
    { compute: (_, input) => tf.neg(input), states: ['b', 'a'] },
  ],
  'end of the workspace': [{}, { allocated: 16 }],
  chunk: [{}, { options: { chunk: 2 } }],
  'fused multiplication': [{}, { options: { fusedMultiplyAdd: true } }],
  'gathered rows': [{}, gatheredFrom({})],
  'place of gathered rows': [
    gatheredFrom({}),
    { options: { gathered: { input: { ...resident, address: 80 } } } },
  ],
  'type of gathered rows': [gatheredFrom({}), gatheredFrom({ type: 'uint8' })],
};

test.each(Object.entries(DIFFERENT))('another %s makes another program', (_, [one, other]) => {
  expect(moduleOf(one)).not.toBe(moduleOf(other));
  expect(moduleOf(one)).toBe(moduleOf(one));
});

describe('a workspace', () => {
  test('grows by what a known program needs', () => {
    const compile = () => {
      const workspace = new Workspace({ a: { shape: [4], dtype: 'float32' } });
      const options = { chunk: 7, gathered: {}, fusedMultiplyAdd: false };
      compileOnce(workspace, traceOf({}), options);
      return workspace.end;
    };
    expect(compile()).toBe(compile());
  });

  test('that lacks a state of the function is refused', () => {
    expect(() => moduleOf({ states: ['b'] })).toThrow("there is no state 'a' in the workspace");
  });
});

test('a hundred small programs are kept', () => {
  const modules = () =>
    Array.from({ length: 100 }, (_, constant) => moduleOf({ compute: added(() => tf.scalar(constant)) }));
  const first = modules();
  modules().forEach((module, index) => {
    expect(module).toBe(first[index]);
  });
});

test('what was used least lately is forgotten where much is kept, and what has large constants at once', () => {
  const size = 2 ** 16;
  const withConstants = (first: number) =>
    moduleOf({ shape: [size], compute: added(() => tf.range(first, first + size)), states: ['a'] });
  const [kept, dropped] = [withConstants(1), withConstants(2)];
  for (let other = 3; other < 40; other++) {
    withConstants(other);
    expect(withConstants(1)).toBe(kept);
  }
  expect(withConstants(2)).not.toBe(dropped);
  const large = {
    shape: [2 ** 18 + 1],
    compute: added(() => tf.range(0, 2 ** 18 + 1)),
    states: ['a'],
  };
  expect(moduleOf(large)).not.toBe(moduleOf(large));
});
