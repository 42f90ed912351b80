import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { replayTrace } from '../../fixtures/replayTrace.ts';
import { UnsupportedError } from '../kernels/Kernel.ts';
import { checkSameTrace } from './checkSameTrace.ts';
import { markDrawn } from './markDrawn.ts';
import { recordTrace } from './recordTrace.ts';

const NOTHING = { state: {}, inputs: {} };

/** What a function of one tensor of inputs gives, recorded. */
function recordOf(compute: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor = tf.tensor1d([1, -2, 3])) {
  return recordTrace({ state: {}, inputs: { x }, run: () => ({ state: {}, outputs: { y: compute(x) } }) });
}

/** The kernels that a function runs. */
function kernelsOf(compute: (x: tf.Tensor) => tf.Tensor, x?: tf.Tensor): string[] {
  return recordOf(compute, x).kernels.map(({ name }) => name);
}

describe('a recording', () => {
  test('replays what the function gives for other inputs', () => {
    const weight = tf.variable(tf.tensor2d([[1], [2]]));
    const x = tf.tensor2d([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const run = () => {
      const { value, grads } = tf.variableGrads(
        () => tf.mean(tf.square(tf.tanh(tf.matMul<tf.Tensor2D>(x, weight)))),
        [weight],
      );
      const gradient = grads[weight.name] ?? tf.scalar(0);
      return { state: { weight: tf.sub(weight, tf.mul(gradient, 0.1)) }, outputs: { value } };
    };
    const trace = recordTrace({ state: { weight }, inputs: { x }, run });
    const other = { weight: Float32Array.of(0.5, -0.25), x: Float32Array.of(1, 0, -1, 0.5, 2, 3) };
    const replayed = replayTrace(trace, { weight: other.weight }, { x: other.x });
    weight.assign(tf.tensor2d(other.weight, [2, 1]));
    x.dispose();
    const eager = tf.tidy(() => {
      const inputs = tf.tensor2d(other.x, [3, 2]);
      const { value, grads } = tf.variableGrads(
        () => tf.mean(tf.square(tf.tanh(tf.matMul<tf.Tensor2D>(inputs, weight)))),
        [weight],
      );
      const gradient = grads[weight.name] ?? tf.scalar(0);
      return { value: value.dataSync(), weight: tf.sub(weight, tf.mul(gradient, 0.1)).dataSync() };
    });
    expect(replayed.outputs.value).toEqual(eager.value);
    expect(replayed.state.weight).toEqual(eager.weight);
    weight.dispose();
  });

  test('has no kernels that compute nothing', () => {
    expect(kernelsOf((x) => tf.reshape(tf.square(tf.clone(tf.reshape(x, [3, 1]))), [1, 3]))).toEqual([
      'Square',
    ]);
    expect(kernelsOf((x) => x)).toEqual([]);
  });

  test('knows one value in several shapes', () => {
    const { kernels, values, outputs } = recordOf((x) =>
      tf.matMul(tf.reshape(x, [1, 3]), tf.reshape(x, [3, 1])),
    );
    expect(values).toHaveLength(2);
    expect(kernels[0]?.inputs.map(([, { value, shape }]) => [value, shape])).toEqual([
      [0, [1, 3]],
      [0, [3, 1]],
    ]);
    expect(outputs.get('y')).toEqual({ value: 1, shape: [1, 1], dtype: 'float32' });
  });

  test('tells types that share their data apart', () => {
    const ids = tf.tensor1d([1, 2, 3], 'int32');
    const trace = recordOf((x) => tf.add(tf.cast(x, 'float32'), 0.5), ids);
    expect(trace.kernels.map(({ name }) => name)).toEqual(['Cast', 'Add']);
    expect(trace.values.map(({ dtype }) => dtype)).toEqual(['int32', 'float32', 'float32', 'float32']);
    expect(replayTrace(trace, {}, { x: Int32Array.of(4, 5, 6) }).outputs.y).toEqual(
      Float32Array.of(4.5, 5.5, 6.5),
    );
  });

  test('keeps tensors from nowhere as constants, also those that a kernel without inputs makes', () => {
    const { values } = recordOf((x) => tf.add(tf.mul(x, tf.tensor1d([1, 2, 3])), tf.range(0, 3)));
    const constants = values.flatMap(({ source }) => (source.kind === 'constant' ? [source.values] : []));
    expect(constants).toEqual([Float32Array.of(1, 2, 3), Float32Array.of(0, 1, 2)]);
  });

  test('has truth values as bytes', () => {
    const mask = tf.tensor1d([true, false, true], 'bool');
    const { values } = recordOf((x) => tf.where(mask, x, tf.zerosLike(x)));
    expect(values.map(({ source }) => source)).toContainEqual({
      kind: 'constant',
      values: Uint8Array.of(1, 0, 1),
    });
  });

  test('has lists of tensors under their places', () => {
    const trace = recordOf((x) => tf.concat([x, tf.square(x), x]));
    expect(trace.kernels[1]?.inputs.map(([name, { value }]) => [name, value])).toEqual([
      ['0', 0],
      ['1', 1],
      ['2', 0],
    ]);
    expect(replayTrace(trace, {}, { x: Float32Array.of(1, 2, 3) }).outputs.y).toEqual(
      Float32Array.of(1, 2, 3, 1, 4, 9, 1, 2, 3),
    );
  });

  test('sees through operations with gradients of their own', () => {
    const twice = tf.customGrad((x, save) => {
      if (!(x instanceof tf.Tensor) || typeof save !== 'function') throw new TypeError();
      save([x]);
      return {
        value: tf.square(x),
        gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, saved[0] ?? dy),
      };
    });
    expect(kernelsOf((x) => tf.grad((y) => tf.sum(twice(y)))(x))).toEqual(
      expect.arrayContaining(['Square', 'Multiply']),
    );
  });

  test('leaves out the state that stays, and gives the state that another takes', () => {
    const a = tf.scalar(1);
    const b = tf.scalar(2);
    const trace = recordTrace({
      state: { a, b },
      inputs: {},
      run: () => ({ state: { a: b, b }, outputs: {} }),
    });
    expect([...trace.state]).toEqual([['a', { value: 1, shape: [], dtype: 'float32' }]]);
  });

  test('refuses a drawn tensor of integers, which no program would fill', () => {
    const x = tf.tensor1d([1, 2], 'int32');
    const run = () => {
      const drawn = tf.tensor1d([0, 1], 'int32');
      markDrawn(drawn, () => {});
      return { state: {}, outputs: { y: tf.add(x, drawn) } };
    };
    expect(() => recordTrace({ state: {}, inputs: { x }, run })).toThrow(
      'a drawn tensor is of type int32, not float32',
    );
  });

  test('knows how each step draws its random numbers, in the order in which they are drawn', () => {
    const draw = (offset: number) => {
      const drawn = tf.tensor1d([offset, offset, offset]);
      markDrawn(drawn, (step, values) => void values.fill(step + offset));
      return drawn;
    };
    const trace = recordOf((x) => {
      const first = draw(0.5);
      const second = draw(10);
      return tf.mul(tf.add(x, second), first);
    });
    expect(trace.values.map(({ source: { kind } }) => kind)).toEqual([
      'input',
      'drawn',
      'drawn',
      'computed',
      'computed',
    ]);
    expect(replayTrace(trace, {}, { x: Float32Array.of(1, 2, 3) }, 7).outputs.y).toEqual(
      Float32Array.of(135, 142.5, 150),
    );
    expect(() => draw(0)).not.toThrow();
  });

  test('leaves no tensors and no change behind, also where the function throws', () => {
    const before = { ...tf.memory() };
    const { runKernel } = tf.engine();
    const names = Object.keys(tf.engine());
    const x = tf.tensor1d([1]);
    recordOf((y) => tf.square(tf.add(y, 1)), x);
    expect(() =>
      recordOf(() => {
        throw new RangeError('no value');
      }, x),
    ).toThrow('no value');
    x.dispose();
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.engine().runKernel).toBe(runKernel);
    expect(Object.keys(tf.engine())).toEqual(names);
  });
});

describe('what cannot be recorded', () => {
  test.each<[string, (x: tf.Tensor) => tf.Tensor, RegExp]>([
    [
      'a tensor that is read',
      (x) => tf.mul(x, x.dataSync()[0] ?? 0),
      /a tensor is read back at .*recordTrace\.test\.ts/,
    ],
    [
      'a tensor that is read later',
      (x) => {
        void x.data();
        return tf.square(x);
      },
      /a tensor is read back at .*recordTrace\.test\.ts/,
    ],
    ['a string', () => tf.tensor1d(['a']), /a tensor of type string has no code/],
    ['complex numbers', (x) => tf.real(tf.complex(x, x)), /a tensor of type complex64 has no code/],
  ])('%s', (_what, compute, message) => {
    expect(() => recordOf(compute)).toThrow(UnsupportedError);
    expect(() => recordOf(compute)).toThrow(message);
  });

  test('lets the function run to its end', () => {
    let ended = 0;
    expect(() =>
      recordOf((x) => {
        x.dataSync();
        ended += 1;
        return x;
      }),
    ).toThrow(UnsupportedError);
    expect(ended).toBe(1);
  });

  test('tensors that share their data', () => {
    const a = tf.scalar(1);
    const inputs = { a, b: tf.reshape(a, [1]) };
    expect(() => recordTrace({ ...NOTHING, inputs, run: () => ({ state: {}, outputs: {} }) })).toThrow(
      "recordTrace: expected 'b' to have data of its own, got 'those of 'a''.",
    );
  });
});

describe('two recordings', () => {
  const twice = (compute: (x: tf.Tensor, call: number) => tf.Tensor) => () =>
    checkSameTrace(
      recordOf((x) => compute(x, 0)),
      recordOf((x) => compute(x, 1)),
    );

  test('of a function that does the same are the same', () => {
    expect(twice((x) => tf.mul(tf.clipByValue(x, Number.NEGATIVE_INFINITY, 2), Number.NaN))).not.toThrow();
  });

  test('may draw different numbers', () => {
    const drawn = (call: number) => {
      const values = tf.tensor1d([call, call, call]);
      markDrawn(values, (step, numbers) => void numbers.fill(step));
      return values;
    };
    expect(twice((x, call) => tf.mul(x, drawn(call)))).not.toThrow();
  });

  test.each<[string, (x: tf.Tensor, call: number) => tf.Tensor, string]>([
    [
      'a constant',
      (x, call) => tf.mul(tf.square(x), 1 + call),
      'a constant of Multiply changes from step to step',
    ],
    ['the sign of a zero', (x, call) => tf.div(x, call === 0 ? 0 : -0), 'a constant of RealDiv changes'],
    ['an option', (x, call) => tf.clipByValue(x, 0, 1 + call), 'an option of ClipByValue changes'],
    [
      'an infinite option',
      (x, call) => tf.clipByValue(x, 0, call === 0 ? Number.POSITIVE_INFINITY : Number.MAX_VALUE),
      'an option of ClipByValue changes',
    ],
    [
      'a branch',
      (x, call) => (call === 0 ? tf.square(x) : tf.exp(x)),
      'the operations change from step to step',
    ],
    [
      'one operation more',
      (x, call) => (call === 0 ? x : tf.exp(x)),
      'the operations change from step to step',
    ],
    [
      'another order',
      (x, call) => {
        const [a, b] = [tf.exp(x), tf.square(x)];
        return call === 0 ? tf.sub(a, b) : tf.sub(b, a);
      },
      'Sub takes or gives other tensors',
    ],
    ['a shape', (x, call) => tf.tile(x, [1 + call]), 'Tile'],
    [
      'the result',
      (x, call) => {
        const [a, b] = [tf.exp(x), tf.square(x)];
        return call === 0 ? a : b;
      },
      'what a step gives changes',
    ],
    ['a constant result', (_x, call) => tf.scalar(call), 'what a step gives changes'],
  ])('that differ in %s are refused', (_what, compute, message) => {
    expect(twice(compute)).toThrow(UnsupportedError);
    expect(twice(compute)).toThrow(message);
  });
});
