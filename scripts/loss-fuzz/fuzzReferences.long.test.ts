import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { prepareBackend } from '../../packages/backends/src/index.ts';
import { fuzzReferences } from './fuzzReferences.mjs';
import { loadReferences } from './loadReferences.mjs';

test.each(['cpu', 'wasm'] as const)(
  'two random calls of every loss agree with its reference on %s',
  async (backend) => {
    const references = await loadReferences();
    await prepareBackend(backend, 'tiny');
    const tensors = tf.memory().numTensors;
    const { counts, mismatches } = await fuzzReferences(
      references,
      1,
      (made) => made < 2 * references.length,
    );
    expect(mismatches).toEqual([]);
    expect([...counts.values()].map(({ calls }) => calls)).toEqual(references.map(() => 2));
    expect(counts.size).toBeGreaterThan(60);
    expect(tf.memory().numTensors).toBe(tensors);
  },
  240_000,
);

test('a loss that is not its reference is found, and shown in its simplest call', async () => {
  await prepareBackend('cpu', 'tiny');
  const references = (await loadReferences()).filter(
    ({ loss }) => loss.declaration.name === 'meanSquaredError',
  );
  const [right] = references;
  if (!right) throw new TypeError('expected a reference of meanSquaredError');
  const wrong = {
    ...right,
    loss: {
      ...right.loss,
      evaluate: (inputs: readonly unknown[], options?: object) =>
        tf.mul(1.001, right.loss.evaluate(inputs, options)),
    },
  };
  const { mismatches } = await fuzzReferences([wrong], 1, (made) => made < 20);
  expect(mismatches[0]?.line).toMatch(
    /^{"id":1,"loss":"meanSquaredError","inputs":\[\[[^,]*\],\[[^,]*\]\],"options":{"reduction":"none"}}$/,
  );
});
