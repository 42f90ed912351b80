import { prepareBackend } from '@losskit/backends';
import { agreement, LAYER_CASES, networkAround, stepFunction, TOLERANCE } from '@losskit/testing';
import { fromLayersModel } from '@losskit/trainer';
import { momentum } from '@losskit/trainer/optimizers';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

const squares = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yPred, yTrue)));

/** What stays eager, and the kernel that there is no code for. */
const EAGER: Readonly<Record<string, string>> = {
  averagePooling3d: 'AvgPool3D',
  conv3d: 'Conv3D',
  conv3dTranspose: 'Conv3D',
  maxPooling3d: 'MaxPool3D',
  'maxPooling3d of small windows': 'MaxPool3D',
};

/** tfjs changes the shape of the input that it is given. */
const NARROWED = 'centerCrop';

describe.each(['cpu', 'wasm'] as const)('a compiled step on %s', (backend) => {
  test.each(Object.entries(LAYER_CASES).filter(([name]) => name !== NARROWED))(
    'through %s agrees with the eager one over ten steps',
    async (name, layerCase) => {
      await prepareBackend(backend, 'dense');
      const { model: layers, inputs: given, targets } = networkAround(layerCase);
      const model = fromLayersModel(layers, { seed: 3 });
      const [only] = given;
      const inputs =
        only && given.length === 1
          ? only
          : Object.fromEntries(given.map((tensor, index) => [layers.inputNames[index] ?? '', tensor]));
      const definition = { model, loss: squares, optimizer: momentum({ learningRate: 0.01 }) };
      const compare = () =>
        agreement(stepFunction(definition, { inputs, targets }, 0.01), 10, { least: 0.1 });
      const kernel = EAGER[name];
      if (kernel) {
        expect(compare).toThrow(kernel);
        return;
      }
      // All numbers are near 1; gradients that cancel to nothing are judged by that.
      const { difference, where } = compare();
      expect(difference, where).toBeLessThan(TOLERANCE);
    },
  );
});
