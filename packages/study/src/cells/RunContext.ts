import { createHash } from 'node:crypto';
import { cpus } from 'node:os';
import { describeEngine, prepareBackend } from '@losskit/backends';
import type { Task, TaskLoss } from '@losskit/tasks';
import { describeSchedule } from '@losskit/trainer/schedules';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import { ownVersion } from '../ownVersion.ts';
import type { TaskPlan } from '../planTask.ts';
import { contentsOf, digestRows } from '../trial/runFingerprint.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';

const text = z.string().max(10_000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** All that the bits of a task's runs depend on beside their requests, with no path that only one machine has. */
export const runContextSchema = z.strictObject({
  task: text,
  losskit: text,
  tfjs: text,
  /** The major version. */
  node: text,
  /** Operating system and kind of processor; with native code, which chooses instructions, the very processor. */
  processor: text,
  /** With engine, version and threads. */
  backend: text,
  model: text,
  optimizer: text,
  schedule: text,
  /** sha256 of the file or folder that the data are from, and of the rows of the first seed. */
  data: sha256,
  /** Functions of one's own among the losses, each with the sha256 of its text. */
  ownLosses: z.array(z.tuple([text, sha256])).max(1000),
});

export type RunContext = Readonly<z.infer<typeof runContextSchema>>;

function textDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Any step size and length: these are part of the request. */
const SAMPLE_SCHEDULE = [1, 100] as const;

/** The context of a task's runs, as it is in this process. */
export async function runContext(
  { name, origin }: Task,
  { training, workload, model, data: { train, validation, test } }: TaskPlan,
  losses: readonly TaskLoss[],
  backend: TrialRequest['backend'],
): Promise<RunContext> {
  const prepared = await prepareBackend(backend, workload);
  const { engine, threads } = await describeEngine(prepared.name);
  const [node = ''] = process.versions.node.split('.');
  const platform = `${process.platform}-${process.arch}`;
  const schedule = training.schedule(...SAMPLE_SCHEDULE);
  return {
    task: name,
    losskit: await ownVersion(),
    tfjs: tf.version_core,
    node,
    processor: prepared.name === 'native' ? `${platform} ${cpus()[0]?.model ?? ''}` : platform,
    backend: `${prepared.name} (${engine}, ${threads} ${threads === 1 ? 'thread' : 'threads'})`,
    model,
    optimizer: training.optimizer(schedule).description,
    schedule: describeSchedule(schedule),
    data: textDigest(JSON.stringify([contentsOf(origin), digestRows([train, validation, test])])),
    ownLosses: losses.flatMap(({ name: loss, own }): [string, string][] =>
      own === undefined ? [] : [[loss, textDigest(String(own))]],
    ),
  };
}

/** What differs first between two contexts, in words; undefined where they are one. */
export function contextDifference(expected: RunContext, got: RunContext): string | undefined {
  const gotEntries = new Map<string, unknown>(Object.entries(got));
  for (const [key, value] of Object.entries(expected)) {
    const [wanted, actual] = [JSON.stringify(value), JSON.stringify(gotEntries.get(key))];
    if (wanted !== actual) return `${key} ${wanted}, got ${actual}`;
  }
  return undefined;
}
