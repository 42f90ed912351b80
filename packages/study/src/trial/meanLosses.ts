import { mapRows, type Rows } from '@losskit/data';
import type { TaskLoss, TaskRows } from '@losskit/tasks';
import { type BatchLoss, type LossFunction, outputLoss, type Tensors } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import { CHUNK, chunkOf } from './predictRows.ts';
import type { PreparedTrial } from './prepareTrial.ts';

/** A loss with the targets of all rows in the form that it takes. */
interface LinkedLoss {
  readonly loss: LossFunction | BatchLoss;
  readonly targets: Rows;
}

/** Σ w·l and Σ w of a chunk; NaN where the loss cannot judge the outputs of this model. */
function sumAndWeight(
  { loss, targets }: LinkedLoss,
  { outputs, inputs, weights }: { outputs: Tensors; inputs: Tensors; weights: Rows | undefined },
  start: number,
): [sum: tf.Scalar, weight: tf.Scalar] {
  const batch = {
    inputs,
    targets: chunkOf(targets, start),
    ...(weights && { weights: chunkOf(weights, start) }),
  };
  const general = typeof loss === 'function' ? outputLoss(loss, undefined) : loss;
  try {
    const { value, weight } = general.meanOf(outputs, batch);
    return [tf.mul(value, weight), tf.add(tf.scalar(0), weight)];
  } catch {
    // What another loss throws on the outputs of this model is no failure of the model.
    return [tf.scalar(Number.NaN), tf.scalar(Number.NaN)];
  }
}

/** Mean over rows of each loss of the model as it is, a chunk at a time. */
async function meanLosses(
  { model }: PreparedTrial,
  { inputs: rows, rows: count, weights }: TaskRows,
  losses: readonly LinkedLoss[],
): Promise<number[]> {
  const sums = new Float64Array(2 * losses.length);
  for (let start = 0; losses.length > 0 && start < count; start += CHUNK) {
    const chunk = tf.tidy(() => {
      const inputs = mapRows(rows, (one) => chunkOf(one, start));
      const outputs = model.predict(inputs, { training: false });
      return tf.stack(losses.flatMap((loss) => sumAndWeight(loss, { outputs, inputs, weights }, start)));
    });
    (await chunk.data()).forEach((value, place) => {
      sums[place] = (sums[place] ?? 0) + value;
    });
    chunk.dispose();
  }
  return losses.map((_, place) => (sums[2 * place] ?? 0) / (sums[2 * place + 1] ?? 0));
}

/** The loss that training lowers, over the whole training part: with weights of rows and penalties. */
export async function trainingLoss(trial: PreparedTrial): Promise<number> {
  const { data, link, penalty, model } = trial;
  const { targets } = trial.trainable(data.train);
  const [mean = Number.NaN] = await meanLosses(trial, data.train, [{ loss: link.loss, targets }]);
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
): Promise<Record<string, number>> {
  const { task, data, shape } = trial;
  const linked = losses.map((loss) => {
    const link = task.link(loss, shape);
    return { loss: link.loss, targets: link.targets(trial.scaledTargets(data.test)) };
  });
  const { weights: _, ...test } = data.test;
  const means = await meanLosses(trial, test, linked);
  return Object.fromEntries(
    losses.flatMap(({ name }, place) => {
      const mean = means[place] ?? Number.NaN;
      return Number.isFinite(mean) ? [[name, mean]] : [];
    }),
  );
}
