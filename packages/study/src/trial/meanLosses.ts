import { mapRows, type Rows } from '@losskit/data';
import type { TaskLoss, TaskRows } from '@losskit/tasks';
import type { BatchEvaluator, CompilePolicy } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import { judgingSums, lossSums, nameParts } from './lossSums.ts';
import { CHUNK, chunkOf } from './predictRows.ts';
import type { PreparedTrial } from './prepareTrial.ts';

/** Mean over rows of each loss of the model as it is, a chunk at a time. @param targets - Of each loss, in the form that it takes. */
async function meanLosses(
  { model }: PreparedTrial,
  { inputs: rows, rows: count, weights }: TaskRows,
  targets: readonly Rows[],
  lossSumsOf: BatchEvaluator,
): Promise<number[]> {
  const sums = new Float64Array(2 * targets.length);
  for (let start = 0; targets.length > 0 && start < count; start += CHUNK) {
    const batch = tf.tidy(() => {
      const inputs = mapRows(rows, (one) => chunkOf(one, start));
      const outputs = model.predict(inputs, { training: false });
      const named = { ...nameParts('inputs', inputs), ...nameParts('outputs', outputs) };
      return {
        // Copies, because a model may hand on its variables.
        inputs: Object.fromEntries(Object.entries(named).map(([name, tensor]) => [name, tf.clone(tensor)])),
        targets: Object.fromEntries(targets.map((one, place) => [place, chunkOf(one, start)])),
        ...(weights && { weights: chunkOf(weights, start) }),
      };
    });
    const { sums: added = [] } = await lossSumsOf.evaluate(batch);
    for (const [place, value] of added.entries()) sums[place] = (sums[place] ?? 0) + value;
    tf.dispose(batch);
  }
  return targets.map((_, place) => (sums[2 * place] ?? 0) / (sums[2 * place + 1] ?? 0));
}

/** The loss that training lowers, over the whole training part: with weights of rows and penalties. */
export async function trainingLoss(trial: PreparedTrial): Promise<number> {
  const { data, link, penalty, model } = trial;
  const { targets } = trial.trainable(data.train);
  // A loss of few batches is done before a program would be made.
  const sums = lossSums([link.loss], 'off');
  const [mean = Number.NaN] = await meanLosses(trial, data.train, [targets], sums);
  if (!penalty) return mean;
  const added = tf.tidy(() => penalty(model.variables));
  const [value = Number.NaN] = await added.data();
  added.dispose();
  return mean + value;
}

/** Mean of each loss on the test part, without penalties, where it is finite. */
export async function evaluateBy(
  trial: PreparedTrial,
  losses: readonly TaskLoss[],
  compile: CompilePolicy,
): Promise<Record<string, number>> {
  const { task, data, shape } = trial;
  const scaled = trial.scaledTargets(data.test);
  const targets = losses.map((loss) => task.link(loss, shape).targets(scaled));
  const { weights: _, ...test } = data.test;
  const means = await meanLosses(trial, test, targets, judgingSums(task, { losses, shape, compile }));
  return Object.fromEntries(
    losses.flatMap(({ name }, place) => {
      const mean = means[place] ?? Number.NaN;
      return Number.isFinite(mean) ? [[name, mean]] : [];
    }),
  );
}
