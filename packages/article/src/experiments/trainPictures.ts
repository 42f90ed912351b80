import { prepareBackend } from '@losskit/backends';
import { type BatchableRows, type Rows, seededBatches } from '@losskit/data';
import { LosskitError } from '@losskit/errors';
import { pictureNetwork, predictRows } from '@losskit/study';
import { adam, cosineDecay, type LossFunction, train } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

const BATCH_SIZE = 32;
const LEARNING_RATE = 0.003;

export interface PictureTraining {
  readonly data: BatchableRows;
  readonly classes: number;
  readonly loss: LossFunction;
  readonly seed: number;
  /** Steps at least: training ends with a whole pass. */
  readonly steps: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains the network that `compare` trains on pictures, with Adam, and returns its scores for each of the picture sets.
 *
 * One learning rate serves every loss, because Adam divides the scale of a loss away.
 *
 * @throws LosskitError `interrupted` when the signal aborted.
 */
export async function trainPictures(
  { data, classes, loss, seed, steps, signal }: PictureTraining,
  pictures: readonly Rows<Uint8Array>[],
): Promise<Float32Array[]> {
  await prepareBackend('auto', 'dense');
  const [height = 0, width = 0] = data.inputs.rowShape;
  const model = pictureNetwork([height, width, 3], classes).create(seed);
  const stepsPerEpoch = Math.ceil(data.rows / BATCH_SIZE);
  const epochs = Math.ceil(steps / stepsPerEpoch);
  const decaySteps = epochs * stepsPerEpoch;
  try {
    const progress = train({
      model,
      batches: seededBatches(data, { batchSize: BATCH_SIZE, seed, epochs }),
      loss,
      optimizer: adam({ learningRate: cosineDecay({ learningRate: LEARNING_RATE, decaySteps }) }),
      readEvery: decaySteps,
      signal,
    });
    for await (const _ of progress);
    if (signal?.aborted) throw new LosskitError('interrupted', 'article: interrupted.');
    const scores: Float32Array[] = [];
    for (const inputs of pictures) {
      scores.push(await predictRows(inputs, (rows) => model.predict(rows, { training: false })));
    }
    return scores;
  } finally {
    tf.dispose(Object.values(model.variables));
  }
}
