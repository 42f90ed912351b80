import type { TaskLoss } from '@losskit/tasks';
import type { Tensors } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import { type PreparedTrial, penaltyOf } from '../trial/prepareTrial.ts';
import { type Examples, sumAndWeight } from './Examples.ts';
import { concatenated } from './evaluateModel.ts';

/** The gradient of a loss on all weights, with its penalties, of the model as it is: all weights in a row. */
export async function weightGradient(
  trial: PreparedTrial,
  { chunks }: Examples,
  loss: TaskLoss,
): Promise<Float64Array> {
  const { model } = trial;
  const variables = Object.values(model.variables);
  const penalty = penaltyOf(loss);
  const size = variables.reduce((sum, variable) => sum + variable.size, 0);
  const total = new Float64Array(size);
  let weights = 0;
  for (const chunk of chunks) {
    const [gradient, weight] = tf.tidy(() => {
      let ofChunk: tf.Scalar = tf.scalar(0);
      const { grads } = tf.variableGrads(() => {
        const outputs = model.predict(chunk.inputs, { training: false });
        const found = sumAndWeight(trial, loss, outputs, chunk);
        // Kept: what a gradient's function makes beside its value is disposed.
        ofChunk = tf.keep(found.weight);
        return penalty
          ? tf.add<tf.Scalar>(found.sum, tf.mul(found.weight, penalty(model.variables)))
          : found.sum;
      }, variables);
      const flat = variables.map((variable) =>
        tf.reshape<tf.Rank.R1>(grads[variable.name] ?? tf.zerosLike(variable), [-1]),
      );
      return [tf.concat1d(flat), ofChunk];
    });
    const values = await gradient.data();
    weights += (await weight.data())[0] ?? Number.NaN;
    tf.dispose([gradient, weight]);
    for (let place = 0; place < size; place++) total[place] = (total[place] ?? 0) + (values[place] ?? 0);
  }
  return total.map((value) => value / weights);
}

/** Of each output whose first axis counts rows. */
function byName(outputs: Tensors, rows: number): [string, tf.Tensor][] {
  const all: [string, tf.Tensor][] = outputs instanceof tf.Tensor ? [['', outputs]] : Object.entries(outputs);
  return all.filter(([, { shape }]) => shape[0] === rows);
}

/** How long the gradient of a loss on the outputs of each example is, of the model as it is. */
export async function outputGradients(
  trial: PreparedTrial,
  { chunks }: Examples,
  loss: TaskLoss,
): Promise<Float32Array> {
  const read: Float32Array[] = [];
  for (const chunk of chunks) {
    const lengths = tf.tidy(() => {
      const outputs = trial.model.predict(chunk.inputs, { training: false });
      const rows = chunk.plain.shape[0] ?? 0;
      const ofRows = byName(outputs, rows);
      const gradients = tf.grads((...given: tf.Tensor[]) => {
        const named = given.map((tensor, place) => [ofRows[place]?.[0] ?? '', tensor] as const);
        const [first] = given;
        const changed =
          outputs instanceof tf.Tensor ? (first ?? outputs) : { ...outputs, ...Object.fromEntries(named) };
        return sumAndWeight(trial, loss, changed, chunk).sum;
      })(ofRows.map(([, tensor]) => tensor));
      const squares = gradients.map((gradient) => tf.sum(tf.square(tf.reshape(gradient, [rows, -1])), 1));
      return tf.sqrt(tf.addN(squares));
    });
    read.push(Float32Array.from(await lengths.data()));
    lengths.dispose();
  }
  return concatenated(read);
}
