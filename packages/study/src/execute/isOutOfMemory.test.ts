import { ArgumentRangeError, LosskitError } from '@losskit/errors';
import { expect, test } from 'vitest';

import { isOutOfMemory } from './isOutOfMemory.ts';

test.each([
  'Array buffer allocation failed',
  'WebAssembly.Memory.grow(): Maximum memory size exceeded',
  'Aborted(OOM)',
  'Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[100000,100000]',
  'std::bad_alloc',
])('%j says that memory ran out, also as a cause', (message) => {
  const error = new RangeError(message);
  expect(isOutOfMemory(error)).toBe(true);
  expect(isOutOfMemory(new LosskitError('step-failed', 'step 3', {}, { cause: error }))).toBe(true);
});

test('a code says so too', () => {
  expect(isOutOfMemory(new LosskitError('out-of-memory', 'wasm: expected room, got none.'))).toBe(true);
});

test.each([
  new RangeError('Invalid array length'),
  new Error('the ROOM is full'),
  new Error('Invalid TF_Status: 80'),
  new ArgumentRangeError('own: expected a word, got OOM.'),
  'out of memory',
  undefined,
])('%s does not', (error) => {
  expect(isOutOfMemory(error)).toBe(false);
});

test('an error that is its own cause ends', () => {
  const error = new Error('again');
  error.cause = error;
  expect(isOutOfMemory(error)).toBe(false);
});
