import type { FloatRows, Rows } from '@losskit/data';
import type { TaskLoss } from '@losskit/tasks';
import * as tf from '@tensorflow/tfjs-core';

import { inOriginalUnits } from '../trial/judge.ts';
import type { PreparedTrial } from '../trial/prepareTrial.ts';
import { type Examples, sumAndWeight } from './Examples.ts';

/** Mean of each loss on examples, of the model as it is; without penalties. */
export async function meanLossesOn(
  trial: PreparedTrial,
  { chunks }: Examples,
  losses: readonly TaskLoss[],
): Promise<number[]> {
  const sums = new Float64Array(2 * losses.length);
  for (const chunk of chunks) {
    const added = tf.tidy(() => {
      const outputs = trial.model.predict(chunk.inputs, { training: false });
      return tf.stack(
        losses.flatMap((loss) => {
          const { sum, weight } = sumAndWeight(trial, loss, outputs, chunk);
          return [sum, weight];
        }),
      );
    });
    for (const [place, value] of (await added.data()).entries()) sums[place] = (sums[place] ?? 0) + value;
    added.dispose();
  }
  return losses.map((_, place) => (sums[2 * place] ?? 0) / (sums[2 * place + 1] ?? 0));
}

/** What the model as it is predicts for examples, read as a loss reads its outputs; in original units. */
export async function predictionsOn(
  trial: PreparedTrial,
  { chunks }: Examples,
  loss: TaskLoss,
): Promise<FloatRows> {
  const { task, shape, model } = trial;
  const link = task.link(loss, shape);
  const read: Float32Array[] = [];
  let rowShape: Rows['rowShape'] = [];
  for (const { inputs } of chunks) {
    const predicted = tf.tidy(() => link.predictions(model.predict(inputs, { training: false })));
    rowShape = predicted.shape.slice(1);
    read.push(Float32Array.from(await predicted.data()));
    predicted.dispose();
  }
  return inOriginalUnits(trial, { values: concatenated(read), rowShape });
}

/** A metric of the panel on examples; NaN where predictions are not finite. */
export async function metricOn(
  trial: PreparedTrial,
  examples: Examples,
  loss: TaskLoss,
  metric: string,
): Promise<number> {
  const predictions = await predictionsOn(trial, examples, loss);
  if (!predictions.values.every(Number.isFinite)) return Number.NaN;
  const panel = trial.task.openPanel(trial.shape);
  panel.update(examples.rows.targets, predictions);
  return panel.compute()[metric] ?? Number.NaN;
}

export function concatenated(chunks: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const chunk of chunks) {
    all.set(chunk, start);
    start += chunk.length;
  }
  return all;
}
