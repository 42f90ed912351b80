import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('a script makes tensors at its top level before any backend is prepared (needs the build)', async () => {
  const index = new URL('../dist/index.js', import.meta.url);
  const script = `
    import * as tf from '@tensorflow/tfjs';
    import ${JSON.stringify(index.href)};
    console.log(tf.square(tf.tensor1d([3])).dataSync()[0], tf.getBackend());`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  });
  expect(stdout.trim().split('\n').at(-1)).toBe('9 cpu');
});
