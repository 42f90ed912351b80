import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

test('tensors, typed arrays and nested arrays are compared number by number', () => {
  const expected = [
    [1, 2],
    [3, 4],
  ];
  expect(tf.tensor2d(expected)).toBeAllClose(expected);
  expect(Float32Array.of(1, 2, 3, 4)).toBeAllClose(tf.tensor1d([1, 2, 3, 4]));
  expect(1).toBeAllClose([1]);
});

test('a difference counts against atol + rtol · |expected|', () => {
  expect(100.9).toBeAllClose(100, { rtol: 0.01, atol: 0 });
  expect(101.1).not.toBeAllClose(100, { rtol: 0.01, atol: 0 });
  expect(0.9e-6).toBeAllClose(0);
  expect(1.1e-6).not.toBeAllClose(0);
  expect(5e-4).not.toBeAllClose(1e-4);
});

test.each([
  [nan, infinity],
  [infinity, nan],
  [nan, 0],
  [0, nan],
  [nan, nan],
  [infinity, -infinity],
  [infinity, 1e38],
  [1e38, infinity],
])('%s is not close to %s at any tolerance', (actual, expected) => {
  expect([actual]).not.toBeAllClose([expected], { rtol: 1e9, atol: 1e9 });
});

test('NaN is close to NaN only when asked for', () => {
  expect([nan, 1]).toBeAllClose([nan, 1], { equalNaN: true });
  expect([nan]).not.toBeAllClose([infinity], { equalNaN: true });
});

test('Infinity is close to itself', () => {
  expect([infinity, -infinity]).toBeAllClose([infinity, -infinity]);
});

test('another count of numbers is not close', () => {
  expect([]).toBeAllClose([]);
  expect([1]).not.toBeAllClose([]);
  expect([1, 1]).not.toBeAllClose([1]);
});

test('the message counts the differences and shows the first', () => {
  expect(() => expect([1, 2, nan]).toBeAllClose([1, 3, 4])).toThrow(
    '2 of 3 numbers differ: 2 instead of 3 at 1, NaN instead of 4 at 2',
  );
});

test('every finite number is close to itself, and no longer when moved by twice the tolerance', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }), (x) => {
      expect(x).toBeAllClose(x, { rtol: 0, atol: 0 });
      expect(x + 2 * (1e-6 + 1e-5 * Math.abs(x))).not.toBeAllClose(x);
    }),
    { seed: 1, numRuns: 200 },
  );
});
