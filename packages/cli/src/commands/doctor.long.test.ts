import { expect, test } from 'vitest';

import { spawnLosskit } from '../../fixtures/runLosskit.ts';

test('losskit doctor says which backends run, as JSON', async () => {
  const { exitCode, stdout } = await spawnLosskit(['doctor', '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    node: process.versions.node,
    fixes: expect.arrayContaining([{ name: 'Conv2DBackpropFilter', reason: 'the wasm backend lacked it' }]),
    backends: expect.arrayContaining([
      expect.objectContaining({ name: 'cpu', runs: true, advice: '', milliseconds: expect.any(Object) }),
      expect.objectContaining({ name: 'wasm', runs: true, advice: '', threads: expect.any(Number) }),
      expect.objectContaining({ name: 'native' }),
      expect.objectContaining({ name: 'cpu', step: 'compiled' }),
      expect.objectContaining({ name: 'native', step: 'eager' }),
    ]),
  });
});
