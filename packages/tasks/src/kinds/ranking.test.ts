import { listMle, meanSquaredError } from '@losskit/losses';
import { evaluateMetrics } from '@losskit/metrics';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { taskLoss } from '../TaskLoss.ts';
import { ranking } from './ranking.ts';

const targets = { values: Float32Array.of(2, 0, 1, 1, 0, -1), rowShape: [3] };
const shape = ranking.shapeOf(targets, undefined);
const scores = tf.tensor3d([
  [[0.3], [0.1], [-1]],
  [[0.5], [0.7], [9]],
]);

function lossOf(name: string): tf.Tensor {
  const { declared } = taskLoss(name);
  if (!declared) throw new Error('Expected a loss of losskit.');
  const call = ranking.link(declared.declaration, shape).call;
  const { inputs, options } = call(tf.tensor2d(targets.values, [2, 3]), scores, []);
  return declared.evaluate(inputs, options);
}

test('what fills a list up counts neither for losses of lists nor for those of single items', () => {
  const long = listMle(tf.tensor2d([[2, 0, 1]]), tf.tensor2d([[0.3, 0.1, -1]]));
  const short = listMle(tf.tensor2d([[1, 0]]), tf.tensor2d([[0.5, 0.7]]));
  expect(lossOf('listMle')).toBeAllClose(tf.div(tf.add(long, short), 2));
  expect(lossOf('meanSquaredError')).toBeAllClose(
    meanSquaredError(tf.tensor1d([2, 0, 1, 1, 0]), tf.tensor1d([0.3, 0.1, -1, 0.5, 0.7])),
  );
});

test('nor for metrics', () => {
  const predictions = { values: Float32Array.of(3, 2, 1, 0, 1, 9), rowShape: [3] };
  const { relevances, scores } = ranking.metricBatch(targets, predictions, shape);
  expect(relevances.map((list) => [...list])).toEqual([
    [2, 0, 1],
    [1, 0],
  ]);
  expect(scores.map((list) => [...list])).toEqual([
    [3, 2, 1],
    [0, 1],
  ]);
  const { meanReciprocalRank } = evaluateMetrics(ranking.metrics, { relevances, scores });
  expect(meanReciprocalRank).toBe(0.75);
});

test.each([
  [{ values: Float32Array.of(1, -2), rowShape: [2] }, 'relevances of at least 0, filled up with -1, got -2'],
  [{ values: Float32Array.of(1, 2), rowShape: [] }, 'a list of relevances, got values of shape []'],
])('%#: targets that are no lists are refused', (given, problem) => {
  expect(ranking.problemOf(given, shape)?.problem).toBe(problem);
});
