import { expect, test } from 'vitest';

import { signed, signed64, unsigned } from './leb128.ts';

test.each([
  [0, [0]],
  [1, [1]],
  [127, [0x7f]],
  [128, [0x80, 1]],
  [624_485, [0xe5, 0x8e, 0x26]],
  [2 ** 31, [0x80, 0x80, 0x80, 0x80, 8]],
  [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
])('%i without a sign', (value, bytes) => {
  expect(unsigned(value)).toEqual(bytes);
});

test.each([
  [0, [0]],
  [63, [0x3f]],
  [64, [0xc0, 0]],
  [-1, [0x7f]],
  [-64, [0x40]],
  [-65, [0xbf, 0x7f]],
  [-123_456, [0xc0, 0xbb, 0x78]],
  [2 ** 31 - 1, [0xff, 0xff, 0xff, 0xff, 7]],
  [-(2 ** 31), [0x80, 0x80, 0x80, 0x80, 0x78]],
])('%i with a sign', (value, bytes) => {
  expect(signed(value)).toEqual(bytes);
  expect(signed64(BigInt(value))).toEqual(bytes);
});

test('64 bits with a sign', () => {
  expect(signed64(2n ** 63n - 1n)).toEqual([...new Array(9).fill(0xff), 0]);
  expect(signed64(-(2n ** 63n))).toEqual([...new Array(9).fill(0x80), 0x7f]);
  expect(signed64(2n ** 64n - 1n)).toEqual(signed64(-1n));
});
