// @ts-check

import { encodeCheckpoint, findCheckpoint, openCheckpointFolder } from '@losskit/trainer/checkpoints';

/** @typedef {import('@losskit/trainer/checkpoints').Checkpoint} Checkpoint */
/** @typedef {import('@losskit/files').FileSystem} FileSystem */

export const FOLDER = '/run/checkpoints';

/** No process of an earlier life of the disk runs any more. */
const processes = {
  current: () => ({ host: 'here', pid: 1, started: '', token: 'a-token-of-this-life' }),
  isRunning: () => false,
};

/** @param {FileSystem} files */
export function openSample(files) {
  return openCheckpointFolder(FOLDER, files, processes);
}

/**
 * A checkpoint whose every part depends on the step, with the numbers that are easily lost. About 8 KiB with
 * the default size.
 *
 * @param {number} step
 * @param {number} [size] - Elements of the largest tensor.
 * @returns {Checkpoint}
 */
export function sampleCheckpoint(step, size = 920) {
  const kernel = Float32Array.from({ length: size }, (_, index) => Math.sin(step * 31 + index));
  kernel[0] = -0;
  kernel[1] = Number.NaN;
  const moment = Float32Array.from({ length: size }, (_, index) => Math.cos(step * 17 + index) * 1e-40);
  return {
    state: {
      step,
      tensors: new Map([
        ['variable/kernel', { dtype: 'float32', shape: [size / 8, 8], values: kernel }],
        ['slot/moment1/kernel', { dtype: 'float32', shape: [size / 8, 8], values: moment }],
        ['slot/count', { dtype: 'int32', shape: [], values: Int32Array.of(step) }],
        ['slot/done', { dtype: 'bool', shape: [2], values: Uint8Array.of(1, 0) }],
        ['best/__proto__', { dtype: 'float32', shape: [0], values: new Float32Array(0) }],
      ]),
      progress: { history: [step, -0, Number.NaN, Number.POSITIVE_INFINITY], wait: 3 },
    },
    identity: { loss: 'huber', seed: 7, versions: 'losskit 0.1.0' },
    memory: { curve: [{ step, loss: 0.5 }] },
    accepted: [],
  };
}

/**
 * @param {Checkpoint} one
 * @param {Checkpoint} other
 */
export function sameBits(one, other) {
  return Buffer.compare(encodeCheckpoint(one), encodeCheckpoint(other)) === 0;
}

/**
 * Checks that the folder gives a checkpoint with the bits of one that was saved, not older than
 * `acknowledged`.
 *
 * @param {FileSystem} files
 * @param {number} acknowledged - The last step whose save was reported as done; 0 for none.
 */
export async function checkNewest(files, acknowledged) {
  const found = await findCheckpoint(FOLDER, files);
  if (!found) {
    if (acknowledged > 0) throw new Error(`step ${acknowledged} is lost`);
    return;
  }
  const { step } = found.checkpoint.state;
  if (step < acknowledged) throw new Error(`step ${step} is older than ${acknowledged}`);
  if (!sameBits(found.checkpoint, sampleCheckpoint(step, 64))) throw new Error(`step ${step} has other bits`);
}
