import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { adam, fromLayersModel, huber, seededWeights, train, weightsDigest } from 'losskit';
import { openCheckpointFolder } from 'losskit/checkpoints';
import { seededBatches } from 'losskit/data';
import { randomStream } from 'losskit/random';

const random = randomStream(1, 'points');
const x = Float32Array.from({ length: 200 }, () => random.uniform(-1, 1));
const rows = {
  rows: 200,
  inputs: { values: x, rowShape: [1] },
  targets: { values: x.map((at) => Math.sin(3 * at)), rowShape: [1] },
};

/** Trains, or goes on from the newest checkpoint of the folder; at `stopAt` it ends as if it had been killed. */
async function run(folder: string, stopAt = Number.POSITIVE_INFINITY) {
  const layers = seededWeights(tf.layers.Layer, { seed: 7 }, () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [1] }),
        tf.layers.dropout({ rate: 0.1 }),
        tf.layers.dense({ units: 1 }),
      ],
    }),
  );
  const model = fromLayersModel(layers, { seed: 7 });
  const checkpoints = await openCheckpointFolder(folder);
  const found = await checkpoints.newest();
  console.log(found ? `goes on at step ${found.checkpoint.state.step}` : 'starts');
  const batches = seededBatches(rows, { batchSize: 32, seed: 7, epochs: 58 });
  const optimizer = adam({ learningRate: 0.01 });
  const options = { model, batches, loss: huber, optimizer, checkpointEvery: 50 };
  for await (const progress of train({ ...options, resume: found?.checkpoint.state })) {
    if (progress.step % 50 === 0) {
      const state = await progress.state();
      await checkpoints.save('step', { state, identity: { seed: 7 }, memory: null, accepted: [] });
    }
    if (progress.step >= stopAt) break;
  }
  await checkpoints.close();
  return weightsDigest(model.variables);
}

const folder = await mkdtemp(join(tmpdir(), 'losskit-resume-'));
const whole = await run(join(folder, 'whole'));
await run(join(folder, 'stopped'), 170);
const resumed = await run(join(folder, 'stopped'));
console.log(`never stopped: ${whole.slice(0, 16)}, stopped after 170 steps: ${resumed.slice(0, 16)}`);
assert.equal(resumed, whole, 'Expected the same bits.');
await rm(folder, { recursive: true });
