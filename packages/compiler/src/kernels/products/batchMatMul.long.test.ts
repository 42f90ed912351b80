import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { allowFusedMultiplyAdd } from '../../../fixtures/allowFusedMultiplyAdd.ts';
import { randomTensor } from '../../../fixtures/randomTensor.ts';
import { runKernel, type Values } from '../../../fixtures/runKernel.ts';
import { worstDifference } from '../../../fixtures/worstDifference.ts';
import { UnsupportedError } from '../Kernel.ts';
import { batchMatMul } from './batchMatMul.ts';

const canFuse = allowFusedMultiplyAdd();

interface Flags {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

const FLAGS: readonly Flags[] = [false, true].flatMap((transposeA) =>
  [false, true].map((transposeB) => ({ transposeA, transposeB })),
);

function factors(m: number, k: number, n: number, { transposeA, transposeB }: Flags) {
  return [
    randomTensor(transposeA ? [k, m] : [m, k], 1),
    randomTensor(transposeB ? [n, k] : [k, n], 2),
  ] as const;
}

/** A product of two matrices, summed in order and rounded as told. */
function reference(
  [a, b]: readonly [Values, Values],
  [m, k, n]: readonly [number, number, number],
  { transposeA, transposeB }: Flags,
  round: (x: number) => number = (x) => x,
): number[] {
  return Array.from({ length: m * n }, (_, place) => {
    const [i, j] = [Math.floor(place / n), place % n];
    let sum = 0;
    for (let p = 0; p < k; p++) {
      const left = a.values[transposeA ? p * m + i : i * k + p] ?? Number.NaN;
      const right = b.values[transposeB ? j * k + p : p * n + j] ?? Number.NaN;
      sum = round(sum + round(left * right));
    }
    return sum;
  });
}

function multiply(
  inputs: readonly Values[],
  shape: readonly number[],
  flags: Flags,
  fusedMultiplyAdd = false,
): number[] {
  const outputs = [{ shape, dtype: 'float32' }] as const;
  const [product = []] = runKernel(batchMatMul, inputs, outputs, { ...flags }, { fusedMultiplyAdd });
  return product;
}

describe.each(FLAGS)('a matrix product, transposed %o', (flags) => {
  test('is right for every small size', () => {
    for (const m of [0, 1, 2, 3, 4, 5, 7, 9, 18]) {
      for (const n of [0, 1, 2, 3, 4, 5, 7, 8, 9, 22]) {
        for (const k of [0, 1, 3, 4, 6]) {
          const pair = factors(m, k, n, flags);
          const worst = worstDifference(multiply(pair, [m, n], flags), reference(pair, [m, k, n], flags));
          expect(worst, `${m}×${k}×${n}`).toBeLessThan(1e-6);
        }
      }
    }
  });

  test('sums in order, so that bits depend on neither tiles nor transpositions', () => {
    for (const [m, k, n] of [
      [64, 100, 17],
      [13, 300, 29],
      [4, 77, 40],
      [5, 9, 70],
      [33, 50, 3],
    ] as const) {
      const pair = factors(m, k, n, flags);
      expect(multiply(pair, [m, n], flags)).toEqual(reference(pair, [m, k, n], flags, Math.fround));
    }
  });

  test.runIf(canFuse)('is right with fused multiply-add', () => {
    for (const [m, k, n] of [
      [64, 100, 17],
      [1, 301, 29],
      [14, 31, 70],
    ] as const) {
      const pair = factors(m, k, n, flags);
      const product = multiply(pair, [m, n], flags, true);
      expect(worstDifference(product, reference(pair, [m, k, n], flags))).toBeLessThan(1e-6);
      expect(product).not.toEqual(reference(pair, [m, k, n], flags, Math.fround));
    }
  });

  test('is the same in halves', () => {
    for (const [m, k, n] of [
      [64, 300, 70],
      [6000, 30, 8],
      [1, 1100, 1100],
      [3, 700, 900],
    ] as const) {
      const pair = factors(m, k, n, flags);
      const outputs = [{ shape: [m, n], dtype: 'float32' }] as const;
      expect(batchMatMul({ inputs: pair, outputs, attributes: { ...flags } }).halves).toHaveLength(2);
      expect(multiply(pair, [m, n], flags)).toHaveLength(m * n);
    }
  });

  test('of batches meets the matrices that tfjs would', () => {
    for (const [batchA, batchB] of [
      [[3], [3]],
      [[3], [1]],
      [[1], [3]],
      [
        [2, 3],
        [2, 3],
      ],
      [[2, 3], [3]],
      [
        [2, 1],
        [2, 3],
      ],
      [
        [2, 3],
        [2, 1],
      ],
      [
        [2, 1],
        [1, 3],
      ],
    ] as const) {
      for (const [m, k, n] of [
        [1, 9, 6],
        [5, 4, 1],
        [6, 3, 5],
        [7, 5, 10],
      ] as const) {
        const [a, b] = factors(m, k, n, flags).map(({ shape }, index) =>
          randomTensor([...(index === 0 ? batchA : batchB), ...shape], index + 3),
        );
        if (!a || !b) continue;
        const batch = tf.broadcast_util.assertAndGetBroadcastShape([...batchA], [...batchB]);
        const repeated = ({ shape, values }: Values) =>
          tf.broadcastTo(tf.tensor(Float32Array.from(Array.from(values)), [...shape]), [
            ...batch,
            ...shape.slice(-2),
          ]);
        const expected = tf.tidy(() =>
          tf.matMul(repeated(a), repeated(b), flags.transposeA, flags.transposeB).dataSync(),
        );
        const product = multiply([a, b], [...batch, m, n], flags);
        expect(worstDifference(product, expected), `${batchA} and ${batchB}, ${m}×${k}×${n}`).toBeLessThan(
          1e-6,
        );
      }
    }
  });

  test('keeps NaN and infinities where they belong', () => {
    for (const [m, k, n] of [
      [1, 6, 9],
      [3, 7, 1],
      [6, 5, 7],
    ] as const) {
      const pair = factors(m, k, n, flags);
      for (const [factor, value] of [
        [0, Number.NaN],
        [1, Number.POSITIVE_INFINITY],
      ] as const) {
        const poisoned = pair.map(({ shape, dtype, values }, index) => ({
          shape,
          dtype,
          values: index === factor ? Array.from(values).with(2, value) : values,
        }));
        const [a, b] = poisoned;
        if (!a || !b) continue;
        const expected = reference([a, b], [m, k, n], flags);
        const product = multiply([a, b], [m, n], flags);
        expect(product.map((x) => (Number.isFinite(x) ? 0 : x))).toEqual(
          expected.map((x) => (Number.isFinite(x) ? 0 : x)),
        );
      }
    }
  });
});

test('a product of integers is refused', () => {
  const whole = { shape: [2, 2], dtype: 'int32', values: [1, 2, 3, 4] } as const;
  expect(() => multiply([whole, whole], [2, 2], { transposeA: false, transposeB: false })).toThrow(
    UnsupportedError,
  );
});

test('no matrices have no products', () => {
  const inputs = [randomTensor([0, 2, 3], 1), randomTensor([1, 3, 4], 2)];
  expect(multiply(inputs, [0, 2, 4], { transposeA: false, transposeB: false })).toEqual([]);
});
