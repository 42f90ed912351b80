import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { taskLoss } from '../TaskLoss.ts';
import { survival } from './survival.ts';

const targets = { values: Float64Array.of(1, 1, 2, 0, 3, 1), rowShape: [2] };
const shape = survival.shapeOf(targets, undefined);
const observed = tf.tensor2d(Float32Array.from(targets.values), [3, 2]);
const outputs = tf.tensor2d([
  [0, 0],
  [1, Math.LN2],
  [2, -1],
]);

function linkOf(name: string) {
  const { declared } = taskLoss(name);
  if (!declared) throw new Error('Expected a loss of losskit.');
  return survival.link(declared.declaration, shape);
}

test('a hazard is the larger the shorter the time; Cox reads no shape', () => {
  const { inputs } = linkOf('coxPartialLikelihood').call(observed, outputs, []);
  expect(inputs.map((input) => [...input.dataSync()])).toEqual([
    [1, 2, 3],
    [1, 0, 1],
    [-0, -1, -2],
  ]);
  expect(survival.predictions(outputs, shape)).toBeAllClose([0, 1, 2]);
});

test('of a Weibull distribution the logarithm of the median is predicted', () => {
  const { call, predictions } = linkOf('weibullNll');
  expect(call(observed, outputs, []).inputs).toHaveLength(4);
  // The survival function at the median: exp(−(median / scale)^shape) = ½.
  const logMedians = predictions?.(outputs) ?? tf.zeros([1]);
  const [logScales, logShapes] = tf.unstack(outputs, 1);
  const hazards = tf.exp(tf.mul(tf.exp(logShapes ?? 0), tf.sub(logMedians, logScales ?? 0)));
  expect(tf.exp(tf.neg(hazards))).toBeAllClose([0.5, 0.5, 0.5], { atol: 1e-6 });
});

test('the order of times is judged, events apart from what was censored', () => {
  const predictions = { values: Float32Array.of(0, 5, 1), rowShape: [] };
  expect(survival.metricBatch(targets, predictions, shape)).toEqual({
    times: Float64Array.of(1, 2, 3),
    events: Uint8Array.of(1, 0, 1),
    risks: Float32Array.of(-0, -5, -1),
  });
});

const WHAT = 'a time above 0, and 1 where an event ended it or 0 where it was censored';
test.each([
  [{ values: Float64Array.of(1, 1, 0, 1), rowShape: [2] }, 1, `${WHAT}, got 0 and 1`],
  [{ values: Float64Array.of(1, 2), rowShape: [2] }, 0, `${WHAT}, got 1 and 2`],
  [{ values: Float64Array.of(1, 2), rowShape: [] }, 0, `${WHAT}, got values of shape []`],
])('%#: targets that are no times are refused', (given, row, problem) => {
  expect(survival.problemOf(given, shape)).toEqual({ row, problem });
});
