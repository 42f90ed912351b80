import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { lineBatch, lineModel, meanSquaredError } from '../../fixtures/line.ts';
import { momentum } from '../optimizers/momentum.ts';
import { recordStep } from './recordStep.ts';

inFreshScope();

function given(loss: typeof meanSquaredError) {
  const model = lineModel();
  const optimizer = momentum({ learningRate: 0.1 });
  const optimizerState = tf.tidy(() => optimizer.transform.init(model.variables));
  const all = () =>
    [...Object.values(model.variables), ...Object.values(optimizerState)].map((tensor) => [
      ...tensor.dataSync(),
    ]);
  const step = {
    definition: { model, loss, optimizer },
    optimizerState,
    batch: lineBatch(),
    steps: [0, 1],
    squaredNorms: false,
    inspects: false,
  };
  return { step, all };
}

test('a recording leaves model, optimizer state and tensors as they were', async () => {
  const { step, all } = given(meanSquaredError);
  const before = { numbers: all(), tensors: tf.memory().numTensors };
  await recordStep(step);
  expect({ numbers: all(), tensors: tf.memory().numTensors }).toEqual(before);
});

test('so does one that is refused', async () => {
  const reading = (yTrue: tf.Tensor, yPred: tf.Tensor) => {
    yPred.dataSync();
    return meanSquaredError(yTrue, yPred);
  };
  const { step, all } = given(reading);
  const before = { numbers: all(), tensors: tf.memory().numTensors };
  await expect(recordStep(step)).rejects.toThrow('a tensor is read back');
  expect({ numbers: all(), tensors: tf.memory().numTensors }).toEqual(before);
});
