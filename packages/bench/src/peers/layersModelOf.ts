import * as tf from '@tensorflow/tfjs';

import type { Layer, TrainingWork } from '../cases/Case.ts';
import { type Problem, weightsOf } from '../cases/problem.ts';
import { tensorOf } from './tensors.ts';

function layerOf(layer: Layer): tf.layers.Layer {
  switch (layer.kind) {
    case 'dense':
      return tf.layers.dense({ units: layer.units, activation: layer.activation ?? 'linear' });
    case 'conv2d':
      return tf.layers.conv2d({
        filters: layer.filters,
        kernelSize: layer.kernelSize,
        activation: layer.activation ?? 'linear',
      });
    case 'maxPool':
      return tf.layers.maxPooling2d({ poolSize: layer.size });
    case 'flatten':
      return tf.layers.flatten();
    case 'lstm':
      return tf.layers.lstm({ units: layer.units, recurrentActivation: 'sigmoid' });
  }
}

/** The network of a problem with its initial weights. */
export function layersModelOf(problem: Problem, { input, layers }: TrainingWork): tf.LayersModel {
  const inputs = tf.input({ shape: [...input] });
  const outputs = layers.reduce((last: tf.SymbolicTensor, layer) => {
    const next = layerOf(layer).apply(last);
    if (next instanceof tf.SymbolicTensor) return next;
    throw new TypeError(`${problem.case.name}: expected a layer with one output, got several.`);
  }, inputs);
  const model = tf.model({ inputs, outputs });
  const weights = weightsOf(problem).map((values) => tensorOf(values));
  model.setWeights(weights);
  tf.dispose(weights);
  return model;
}
