import { expect, test } from 'vitest';

import { pngOf, RED } from '../../fixtures/writeFolder.ts';
import { pictureReaders } from './pictureReaders.ts';

test('a thread that fails refuses what it was asked for, and what it is asked for afterwards', async () => {
  const readers = pictureReaders(1000);
  try {
    const [reader] = readers;
    if (!reader) throw new Error('Expected a reader.');
    expect(await reader.read(pngOf(RED), 8)).toHaveProperty('pixels');
    // No array is so long.
    for (let time = 0; time < 2; time++) {
      await expect(reader.read(pngOf(RED), 1e9)).rejects.toThrow('Invalid typed array length');
    }
  } finally {
    await Promise.all(readers.map((reader) => reader.close()));
  }
});

test('few pictures start no threads, many no more than four', async () => {
  expect(pictureReaders(499)).toHaveLength(1);
  const readers = pictureReaders(1e6);
  expect(readers.length).toBeLessThanOrEqual(4);
  await Promise.all(readers.map((reader) => reader.close()));
});
