import { createHash } from 'node:crypto';
import { describeEngine } from '@losskit/backends';
import { isRows, type NamedRows, type Rows } from '@losskit/data';
import type { DataOrigin, TaskData, TaskRows } from '@losskit/tasks';
import type { RunIdentity } from '@losskit/trainer/checkpoints';
import * as tf from '@tensorflow/tfjs-core';

import { ownVersion } from '../ownVersion.ts';
import type { PreparedTrial } from './prepareTrial.ts';
import type { TrialRequest } from './TrialRequest.ts';

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function listRows(rows: Rows | NamedRows): readonly Rows[] {
  return isRows(rows) ? [rows] : Object.values(rows);
}

/** The sha256 of rows: their inputs, targets and weights. */
export function digestRows(parts: readonly TaskRows[]): string {
  const digest = createHash('sha256');
  for (const { rows, inputs, targets, weights } of parts) {
    const arrays = [...listRows(inputs), targets, ...(weights ? [weights] : [])];
    digest.update(JSON.stringify([rows, arrays.map(({ rowShape }) => rowShape)]));
    for (const { values } of arrays) digest.update(bytesOf(values));
  }
  return digest.digest('hex');
}

/** The contents, not the path: the same file elsewhere is the same data. */
export function contentsOf(origin: DataOrigin | undefined): string {
  if (!origin) return '';
  return origin.kind === 'embedded' ? origin.description : origin.sha256;
}

/** The sha256 of the file or folder that the data are from, and of the rows that are trained on. */
function dataDigest(origin: DataOrigin | undefined, { train }: TaskData): string {
  return createHash('sha256')
    .update(contentsOf(origin))
    .update(digestRows([train]))
    .digest('hex');
}

/** All that decides the bits of a run beside its state. */
export async function runFingerprint(
  { task, loss, data, description, prepared, initialWeightsDigest }: PreparedTrial,
  { seed, learningRate, epochs, batchSize }: TrialRequest,
  steps: number,
  described: { readonly optimizer: string; readonly schedule: string },
): Promise<RunIdentity> {
  const { engine, threads } = await describeEngine(prepared.name);
  const [nodeMajor = ''] = process.versions.node.split('.');
  return {
    task: task.name,
    data: dataDigest(task.origin, data),
    loss: loss.name,
    seed,
    learningRate,
    epochs,
    steps,
    batchSize,
    model: description,
    initialWeights: initialWeightsDigest,
    ...described,
    backend: prepared.name,
    engine,
    threads,
    losskit: await ownVersion(),
    tfjs: tf.version_core,
    node: nodeMajor,
    processor: process.arch,
  };
}
