import { arcFace, contrastive, crossEntropy, linearCrossEntropy, softTriple } from '@losskit/losses';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { builtInTask } from './builtIn/index.ts';
import { taskLoss } from './TaskLoss.ts';
import { makeTrainedInputs, trainedInputsOf } from './trainedInputs.ts';

const SIZES = { classes: 3, components: 2 };

test('what a loss trains has the shape that it declares, and is drawn by the seed', () => {
  const declarations = [arcFace, contrastive, linearCrossEntropy, softTriple].map(
    ({ declaration }) => declaration,
  );
  const [first, again, other] = [7, 7, 8].map((seed) => makeTrainedInputs(declarations, SIZES, seed));
  expect(Object.entries(first ?? {}).map(([name, { shape }]) => [name, shape])).toEqual([
    ['arcFace/centres', [2, 3]],
    ['linearCrossEntropy/kernel', [2, 3]],
    ['softTriple/centres', [2, 3, 10]],
  ]);
  const numbers = (variables = first) => Object.values(variables ?? {}).map((one) => [...one.dataSync()]);
  expect(numbers(again)).toEqual(numbers(first));
  expect(numbers(other)).not.toEqual(numbers(first));
  expect(new Set(numbers(first).flat()).size).toBe(72);
  tf.dispose([first, again, other].map((variables) => Object.values(variables ?? {})));
});

test('a loss finds its own inputs, and says which are missing', () => {
  const centres = tf.ones([2, 3]);
  expect(trainedInputsOf(arcFace.declaration, { 'arcFace/centres': centres })).toEqual([centres]);
  expect(trainedInputsOf(crossEntropy.declaration, {})).toEqual([]);
  expect(() => trainedInputsOf(arcFace.declaration, {})).toThrow(
    "arcFace: expected 'arcFace/centres' among the variables of the model, got none.",
  );
  centres.dispose();
});

test('a task says which losses train inputs of their own', () => {
  const task = builtInTask('fruit-metric');
  const trains = (name: string) => task.trainsInputs(taskLoss(name));
  expect(['arcFace', 'linearCrossEntropy', 'contrastive+l2Penalty'].map(trains)).toEqual([true, true, false]);
  // There the model gives the kernel of the last layer.
  expect(builtInTask('fruit').trainsInputs(taskLoss('linearCrossEntropy'))).toBe(false);
});
