import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareBackend } from '@losskit/backends';
import { linearTask } from '@losskit/tasks/built-in';
import { openCheckpointFolder } from '@losskit/trainer/checkpoints';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';

import { trialOf } from '../../fixtures/trialOf.ts';
import type { RunHooks } from './OpenTrial.ts';
import { runTrial } from './runTrial.ts';

const missing = await prepareBackend('webgpu', 'tiny').then(
  () => undefined,
  (error: Error) => error.message,
);

async function run(hooks: RunHooks) {
  const { trial, request } = await trialOf(linearTask(), { loss: 'huber', epochs: 4, backend: 'webgpu' });
  return runTrial(trial, request, hooks);
}

/** Takes the graphics device away, as a driver that stops does. */
function loseDevice(): void {
  const device: unknown = Reflect.get(tf.backend(), 'device');
  if (device instanceof GPUDevice) device.destroy();
}

test.skipIf(missing !== undefined)(
  `a run whose graphics device is lost ends, and goes on from its checkpoint to the same weights${missing === undefined ? '' : ` (${missing})`}`,
  async () => {
    const whole = await run({});
    const folder = await mkdtemp(join(tmpdir(), 'losskit-lost-'));
    const checkpoints = await openCheckpointFolder(folder);
    const checkpointing = { folder: checkpoints, every: 3 };
    try {
      const onProgress: RunHooks['onProgress'] = ({ step }) => step >= 6 && loseDevice();
      await expect(run({ onProgress, checkpointing })).rejects.toThrow(
        expect.objectContaining({ code: 'device-lost' }),
      );
      const resume = await checkpoints.newest();
      expect(resume).toBeDefined();
      const resumed = await run({ checkpointing: { ...checkpointing, resume } });
      expect(resumed.weightsDigest).toBe(whole.weightsDigest);
    } finally {
      await checkpoints.close();
      await rm(folder, { recursive: true });
    }
  },
  120_000,
);
