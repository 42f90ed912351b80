import { createHash } from 'node:crypto';
import { describeEngine, type PreparedBackend } from '@losskit/backends';
import type { DataOrigin, Task } from '@losskit/data';
import type { RunIdentity } from '@losskit/trainer/checkpoints';
import * as tf from '@tensorflow/tfjs-core';

import { ownVersion } from '../ownVersion.ts';
import type { RunRequest } from './RunRequest.ts';
import type { TaskPlan } from './taskPlan.ts';

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The contents, not the path: the same file elsewhere is the same data. */
function contentsOf(origin: DataOrigin): string {
  return origin.kind === 'embedded' ? origin.description : origin.sha256;
}

/** The sha256 of the file or folder that the data are from, and of the rows that are trained on. */
function dataDigest(task: Task, seed: number): string {
  const { train } = task.split(seed);
  const targets = 'labels' in train ? train.labels : train.targets.values;
  return createHash('sha256')
    .update(contentsOf(task.origin))
    .update(JSON.stringify([train.rows, train.inputs.rowShape]))
    .update(bytesOf(train.inputs.values))
    .update(bytesOf(targets))
    .digest('hex');
}

/** All that decides the bits of a run beside its state. */
export async function describeRun(
  task: Task,
  plan: TaskPlan,
  steps: number,
  { loss, seed, learningRate }: RunRequest,
  { name }: PreparedBackend,
): Promise<RunIdentity> {
  const { engine, threads } = await describeEngine(name);
  const [nodeMajor = ''] = process.versions.node.split('.');
  return {
    task: task.name,
    data: dataDigest(task, seed),
    loss,
    seed,
    learningRate,
    epochs: plan.epochs,
    steps,
    batchSize: plan.batchSize,
    model: plan.model.description,
    schedule: 'cosine decay to 0',
    backend: name,
    engine,
    threads,
    losskit: await ownVersion(),
    tfjs: tf.version_core,
    node: nodeMajor,
    processor: process.arch,
  };
}
