import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { prepareBackend } from '../../prepareBackend.ts';
import { findAdapter } from '../../webgpu/openDevice.ts';

const missing = await findAdapter().then(
  () => undefined,
  (error: Error) => error.message,
);

/** `cast` is float32 from whole numbers, which the device keeps as whole numbers. */
type Kind = 'float32' | 'cast' | 'int32' | 'bool';

/** A length that four divides, which has shaders of its own, and one that it doesn't. */
const SHAPES: readonly (readonly number[])[] = [2, 3]
  .flatMap((last) =>
    [[24], [12], [5, 4], [3, 5, 2], [2, 3, 2, 2], [2, 1, 3, 2, 2], [2, 1, 2, 3, 1, 2]].map((shape) => [
      ...shape.slice(0, -1),
      (shape.at(-1) ?? 1) * last,
    ]),
  )
  .concat([[3, 200], [5000]]);

/** Numbers of both signs without a pattern, some of them equal. */
function numbersOf(shape: readonly number[], kind: Kind, phase = 0): tf.Tensor {
  const values = Array.from({ length: tf.util.sizeFromShape([...shape]) }, (_, index) => {
    const wave = Math.round(20 * Math.sin(1.7 * ((index % 97) + 1 + phase)));
    return kind === 'float32' ? wave / 8 : kind === 'bool' ? Number(wave > 3) : wave;
  });
  const tensor = tf.tensor(values, [...shape], kind === 'cast' ? 'int32' : kind);
  return kind === 'cast' ? tensor.cast('float32') : tensor;
}

const lastOf = ({ rank }: tf.Tensor) => rank - 1;
const reversed = ({ rank }: tf.Tensor) => Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
const pairs = ({ rank }: tf.Tensor) => Array.from({ length: rank }, (): [number, number] => [1, 1]);
/** A row per column, to be repeated. */
const row = (x: tf.Tensor) => numbersOf(x.shape.slice(-1), 'float32', 5).cast(x.dtype);
const sharp = (x: tf.Tensor) => x.greater(tf.scalar(0).cast(x.dtype));

type Operation = (x: tf.Tensor) => tf.Tensor | tf.Tensor[];

const ANY: Readonly<Record<string, Operation>> = {
  cast: (x) => [x.cast('float32'), x.cast('int32'), x.cast('bool')],
  concat: (x) => [tf.concat([x, x.reverse(0)], 0), tf.concat([x, x, x], lastOf(x))],
  expandDims: (x) => (x.rank < 6 ? tf.expandDims(x, 0) : x),
  gather: (x) => tf.gather(x, tf.tensor1d([1, 0, 1], 'int32'), lastOf(x)),
  gatherNd: (x) => tf.gatherND(x, tf.tensor2d([[1], [0]], [2, 1], 'int32')),
  mirrorPad: (x) =>
    tf.mirrorPad(
      x,
      pairs(x).map(() => [0, 1]),
      'symmetric',
    ),
  pad: (x) => tf.pad(x, pairs(x)),
  reverse: (x) => [tf.reverse(x), tf.reverse(x, 0), tf.reverse(x, lastOf(x))],
  slice: (x) =>
    tf.slice(
      x,
      x.shape.map((length) => (length > 1 ? 1 : 0)),
    ),
  stack: (x) => (x.rank < 6 ? tf.stack([x, x], lastOf(x)) : x),
  stridedSlice: (x) =>
    tf.stridedSlice(
      x,
      x.shape.map(() => 0),
      [...x.shape],
      x.shape.map(() => 2),
    ),
  tile: (x) =>
    tf.tile(
      x,
      x.shape.map(() => 2),
    ),
  transpose: (x) => [tf.transpose(x), tf.transpose(x, [lastOf(x), ...reversed(x).slice(1).reverse()])],
  unstack: (x) => tf.unstack(x, lastOf(x)),
  where: (x) => tf.where(sharp(x), x, x.reverse(0)),
  compare: (x) => [
    tf.equal(x, row(x)),
    tf.notEqual(x, row(x)),
    tf.less(x, row(x)),
    tf.greaterEqual(x, x.reverse(0)),
  ],
};

const NUMBERS: Readonly<Record<string, Operation>> = {
  arithmetic: (x) => [tf.add(x, row(x)), tf.sub(x, x.reverse(0)), tf.mul(x, row(x)), tf.neg(x), tf.abs(x)],
  argMax: (x) => [tf.argMax(x, lastOf(x)), tf.argMin(x, 0)],
  clip: (x) => tf.clipByValue(x, -1, 1),
  cumsum: (x) => [tf.cumsum(x, lastOf(x)), tf.cumsum(x, 0, true), tf.cumsum(x, -1, false, true)],
  extremes: (x) => [tf.max(x, 0), tf.min(x, lastOf(x)), tf.maximum(x, row(x)), tf.minimum(x, x.reverse(0))],
  sum: (x) => [tf.sum(x), tf.sum(x, 0), tf.sum(x, lastOf(x), true)],
  topk: (x) => Object.values(tf.topk(x, 2)),
  square: (x) => [tf.square(x), tf.squaredDifference(x, row(x)), tf.sign(x), tf.relu(x)],
};

const FLOATS: Readonly<Record<string, Operation>> = {
  mean: (x) => [
    tf.mean(x),
    tf.mean(x, 0),
    tf.mean(x, lastOf(x), true),
    tf.prod(tf.clipByValue(x, -1, 1), lastOf(x)),
  ],
  functions: (x) => [
    tf.exp(x),
    tf.sigmoid(x),
    tf.softplus(x),
    tf.log(tf.abs(x)),
    tf.tanh(x),
    tf.erf(x),
    tf.atan(x),
  ],
  powers: (x) => [tf.pow(tf.abs(x), 1.5), tf.sqrt(tf.abs(x)), tf.div(x, 3), tf.floorDiv(x, 3), tf.mod(x, 3)],
  softmax: (x) => [tf.softmax(x), tf.logSoftmax(x), tf.logSumExp(x, 0)],
  elu: (x) => [tf.elu(x), tf.selu(x), tf.leakyRelu(x), tf.prelu(x, tf.scalar(0.3)), tf.step(x)],
  isNaN: (x) => [tf.isNaN(x), tf.isInf(x), tf.isFinite(x), tf.ceil(x), tf.floor(x), tf.round(x)],
  matMul: (x) => (x.rank < 2 ? x : [tf.matMul(x, x, false, true), tf.matMul(x, x, true)]),
  moments: (x) => [tf.moments(x, 0).variance, tf.norm(x)],
};

const TRUTHS: Readonly<Record<string, Operation>> = {
  logic: (x) => [tf.logicalNot(x), tf.logicalAnd(x, x.reverse(0)), tf.logicalOr(x, x.reverse(0))],
  all: (x) => [tf.all(x), tf.all(x, 0), tf.any(x, lastOf(x), true), tf.sum(x, 0)],
};

const listOf = (found: tf.Tensor | tf.Tensor[]) =>
  [found].flat().map((x) => ({ shape: x.shape, dtype: x.dtype, numbers: [...x.dataSync()] }));

function compute(operation: Operation, shape: readonly number[], kind: Kind) {
  return tf.tidy(() => listOf(operation(numbersOf(shape, kind))));
}

const OPERATIONS: Readonly<Record<Kind, Readonly<Record<string, Operation>>>> = {
  float32: { ...ANY, ...NUMBERS, ...FLOATS },
  cast: { ...ANY, ...NUMBERS, ...FLOATS },
  int32: { ...ANY, ...NUMBERS },
  bool: { ...ANY, ...TRUTHS },
};
const KINDS = ['float32', 'cast', 'int32', 'bool'] as const;
const CASES = KINDS.flatMap((kind) =>
  Object.entries(OPERATIONS[kind]).map(([name, operation]) => [name, kind, operation] as const),
);

describe.skipIf(missing !== undefined)(
  `kernels on webgpu${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let before = 'cpu';
    beforeAll(async () => {
      before = tf.getBackend();
      await prepareBackend('webgpu', 'dense');
      // Otherwise plain JavaScript computes what is as small as this.
      tf.env().set('WEBGPU_CPU_FORWARD', false);
    });
    afterAll(async () => {
      tf.env().set('WEBGPU_CPU_FORWARD', true);
      await tf.setBackend(before);
    });

    test.each(CASES)('%s of %s gives what cpu gives, up to six axes', async (_, kind, operation) => {
      await tf.setBackend('cpu');
      const wanted = SHAPES.map((shape) => compute(operation, shape, kind));
      await tf.setBackend('webgpu');
      const problems: string[] = [];
      for (const [index, shape] of SHAPES.entries()) {
        try {
          const got = compute(operation, shape, kind);
          got.forEach((one, i) => {
            const w = wanted[index]?.[i];
            try {
              expect(one.shape).toEqual(w?.shape);
              expect(one.dtype).toEqual(w?.dtype);
              expect(one.numbers).toBeAllClose(w?.numbers ?? [], { rtol: 1e-5, atol: 1e-6, equalNaN: true });
            } catch (error) {
              problems.push(`[${shape}] ${i}: ${error}`.slice(0, 300));
            }
          });
        } catch (error) {
          problems.push(`[${shape}]: ${error}`.slice(0, 300));
        }
      }
      expect(problems).toEqual([]);
    });
  },
);
