import * as tf from '@tensorflow/tfjs';

/** A layer of ones without bias: its output is the sum of its inputs. */
export function ones(config: Partial<Parameters<typeof tf.layers.dense>[0]> = {}): tf.layers.Layer {
  return tf.layers.dense({ units: 1, kernelInitializer: 'ones', useBias: false, ...config });
}

/** One weight of 1 times the input, compiled for `fit` at a learning rate. */
export function compiledLine(learningRate: number): tf.Sequential {
  const model = tf.sequential({ layers: [ones({ inputShape: [1] })] });
  model.compile({ optimizer: tf.train.sgd(learningRate), loss: 'meanSquaredError' });
  return model;
}

/** Mean of (yPred − yTrue)². */
export const meanSquaredError = (yTrue: tf.Tensor, yPred: tf.Tensor) =>
  tf.mean(tf.square(tf.sub(yPred, yTrue)));

/** The numbers of a column of fit's history. */
export const numbersOf = (values: readonly (number | tf.Tensor)[] | undefined) =>
  (values ?? []).map((value) => (typeof value === 'number' ? value : Number.NaN));
