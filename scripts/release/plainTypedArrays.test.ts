import { expect, test } from 'vitest';

import { withPlainTypedArrays } from './plainTypedArrays.mjs';

test('typed arrays lose their parameter, and nothing else does', () => {
  expect(
    withPlainTypedArrays('a: Rows<Float32Array<ArrayBufferLike> | Uint8ClampedArray<ArrayBuffer>>'),
  ).toBe('a: Rows<Float32Array | Uint8ClampedArray>');
  expect(withPlainTypedArrays('a: Array<ArrayBuffer>, b: Map<string, ArrayBuffer>')).toBe(
    'a: Array<ArrayBuffer>, b: Map<string, ArrayBuffer>',
  );
});
