import type { Rows } from '@losskit/data';
import type { LossDeclaration } from '@losskit/losses/contract';
import { concordanceIndex, METRICS, type SurvivalBatch } from '@losskit/metrics';
import type { Tensors } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import type { TargetKind } from './TargetKind.ts';
import { flatSize, oneOutput } from './values.ts';

/** The first or second number of each row. */
function column(x: tf.Tensor, place: 0 | 1): tf.Tensor {
  return tf.squeeze(tf.slice(x, [0, place], [-1, 1]), [1]);
}

/** The logarithm of a time, and that of a shape where the model gives one. */
function outputsOf(outputs: Tensors): { readonly logScales: tf.Tensor; readonly logShapes: tf.Tensor } {
  const both = oneOutput(outputs);
  return { logScales: column(both, 0), logShapes: column(both, 1) };
}

const isOfDistribution = ({ prediction }: LossDeclaration) => prediction === 'log scale and shape';

/** The logarithm of the time by which half of a Weibull distribution has had its event. */
function logMedian(outputs: Tensors): tf.Tensor {
  const { logScales, logShapes } = outputsOf(outputs);
  return tf.add(logScales, tf.mul(Math.log(Math.LN2), tf.exp(tf.neg(logShapes))));
}

function everySecond({ values }: Rows, from: 0 | 1): Float64Array {
  return Float64Array.from({ length: values.length / 2 }, (_, row) => values[2 * row + from] ?? 0);
}

/** The first row that is no time with what ended it. */
function survivalProblem({ values, rowShape }: Rows) {
  const what = 'a time above 0, and 1 where an event ended it or 0 where it was censored';
  if (rowShape.join() !== '2') return { row: 0, problem: `${what}, got values of shape [${rowShape}]` };
  for (let place = 0; place < values.length; place += 2) {
    const [time = 0, event = 0] = values.subarray(place, place + 2);
    if (time > 0 && (event === 0 || event === 1)) continue;
    return { row: place / 2, problem: `${what}, got ${time} and ${event}` };
  }
  return undefined;
}

/**
 * Times until an event, some of them not over yet: targets [time, 1 where the event ended it or 0 where it was censored]
 * against [rows, 2], the logarithm of a time and that of the shape of a Weibull distribution.
 *
 * `weibullNll` reads both, as scale and shape. `coxPartialLikelihood` reads the first alone, the negative of which is its
 * logarithm of the hazard. Predictions are logarithms of times; those of Cox's up to a constant, so what is judged is the order.
 */
export const survival: TargetKind<SurvivalBatch> = {
  name: 'survival',
  dtype: 'float64',
  standardLoss: 'coxPartialLikelihood',
  commonLosses: ['coxPartialLikelihood', 'weibullNll'],
  learningRates: [0.001, 0.003, 0.01, 0.03, 0.1],
  fits: ({ target }) => target === 'survival',
  shapeOf: ({ rowShape }) => ({ rowShape, width: flatSize(rowShape) }),
  problemOf: survivalProblem,
  outputs: () => '[rows, 2] logarithms of times and of shapes',
  accepts: (outputs, rows) => outputs instanceof tf.Tensor && tf.util.arraysEqual(outputs.shape, [rows, 2]),
  link: (declaration) => ({
    call(targets, outputs) {
      const observed = [column(targets, 0), column(targets, 1)];
      const { logScales, logShapes } = outputsOf(outputs);
      return {
        inputs: isOfDistribution(declaration)
          ? [...observed, logScales, logShapes]
          : [...observed, tf.neg(logScales)],
      };
    },
    ...(isOfDistribution(declaration) && { predictions: logMedian }),
  }),
  predictions: (outputs) => outputsOf(outputs).logScales,
  // All alike.
  trivial: (_train, _shape, rows) => ({ values: new Float32Array(rows), rowShape: [] }),
  metrics: [concordanceIndex],
  namedMetrics: METRICS.survival,
  metricBatch: (targets, predictions) => ({
    times: everySecond(targets, 0),
    events: Uint8Array.from(everySecond(targets, 1)),
    risks: predictions.values.map((logTime) => -logTime),
  }),
  figures: [],
  // What a row costs depends on the others.
  views: {},
};
