import { mapRows, type Rows } from '@losskit/data';
import { type TaskLoss, type TaskRows, takeTaskRows } from '@losskit/tasks';
import { type AnyBatch, outputLoss, type Tensors } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import { CHUNK, chunkOf } from '../trial/predictRows.ts';
import type { PreparedTrial } from '../trial/prepareTrial.ts';

/** Rows as tensors, a chunk at a time, with what each loss compares outputs with. */
export interface Examples {
  readonly rows: TaskRows;
  readonly chunks: readonly Chunk[];
}

interface Chunk {
  readonly inputs: Tensors;
  /** As the kind of target has them, scaled where the model trains on scaled ones. */
  readonly plain: tf.Tensor;
  readonly targets: ReadonlyMap<TaskLoss, tf.Tensor>;
  readonly weights: tf.Tensor | undefined;
}

/** The first rows of a part, or all where it has no more. */
export function firstRows(part: TaskRows, count: number): TaskRows {
  return takeTaskRows(
    part,
    Uint32Array.from({ length: Math.min(count, part.rows) }, (_, row) => row),
  );
}

/** Makes tensors of rows for some losses. {@link closeExamples} disposes them. */
export function openExamples(trial: PreparedTrial, rows: TaskRows, losses: readonly TaskLoss[]): Examples {
  const { task, shape } = trial;
  const scaled = trial.scaledTargets(rows);
  const targets = new Map<TaskLoss, Rows>(
    losses.map((loss) => [loss, task.link(loss, shape).targets(scaled)]),
  );
  const starts = Array.from({ length: Math.ceil(rows.rows / CHUNK) }, (_, chunk) => chunk * CHUNK);
  return {
    rows,
    chunks: starts.map((start) => ({
      inputs: mapRows(rows.inputs, (one) => chunkOf(one, start)),
      plain: chunkOf(scaled, start),
      targets: new Map([...targets].map(([loss, one]) => [loss, chunkOf(one, start)])),
      weights: rows.weights && chunkOf(rows.weights, start),
    })),
  };
}

export function closeExamples({ chunks }: Examples): void {
  for (const { inputs, plain, targets, weights } of chunks) {
    tf.dispose([inputs, plain, [...targets.values()], weights ?? []]);
  }
}

/** Σ w·l and Σ w of a loss on a chunk's outputs. The caller is inside a tidy. */
export function sumAndWeight(
  { task, shape }: PreparedTrial,
  loss: TaskLoss,
  outputs: Tensors,
  { inputs, plain, targets, weights }: Chunk,
): { readonly sum: tf.Scalar; readonly weight: tf.Scalar } {
  const linked = task.link(loss, shape).loss;
  const general = typeof linked === 'function' ? outputLoss(linked, undefined) : linked;
  const batch: AnyBatch = { inputs, targets: targets.get(loss) ?? plain, weights };
  const { value, weight } = general.meanOf(outputs, batch);
  return { sum: tf.mul(value, weight), weight: tf.add(tf.scalar(0), weight) };
}
