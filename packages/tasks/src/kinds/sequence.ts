import type { FloatRows, Rows } from '@losskit/data';
import { labelErrorRate, METRICS, type SequenceBatch, sequenceAccuracy } from '@losskit/metrics';
import * as tf from '@tensorflow/tfjs-core';

import { classesOf } from './classes.ts';
import { PADDING } from './padding.ts';
import type { TargetKind } from './TargetKind.ts';
import { oneOutput, valueProblem } from './values.ts';

/** Class id of "no label here", as `ctc` has it by default. */
const BLANK = 0;

/** The labels of each row without the padding. */
function labelsOf({ values, rowShape }: Rows): number[][] {
  const [length = 0] = rowShape;
  return Array.from({ length: length === 0 ? 0 : values.length / length }, (_, row) =>
    Array.from(values.subarray(row * length, (row + 1) * length)).filter((label) => label !== PADDING),
  );
}

/** The most probable class of each frame, repetitions merged and blanks left out: best path decoding. */
function decode({ values, rowShape }: FloatRows): number[][] {
  const [time = 0, classes = 0] = rowShape;
  const size = time * classes;
  return Array.from({ length: size === 0 ? 0 : values.length / size }, (_, row) => {
    const path = Array.from({ length: time }, (_, frame) => {
      const scores = values.subarray(row * size + frame * classes, row * size + (frame + 1) * classes);
      return scores.indexOf(Math.max(...scores));
    });
    return path.filter((label, frame) => label !== BLANK && label !== path[frame - 1]);
  });
}

/**
 * Sequences of labels without times: int32 labels ≥ 1 [rows, length], shorter ones filled up with −1, against logits of every
 * frame [rows, time, classes], of which class 0 is the blank.
 */
export const sequence: TargetKind<SequenceBatch> = {
  name: 'sequence',
  dtype: 'int32',
  standardLoss: 'ctc',
  commonLosses: ['ctc'],
  learningRates: [0.001, 0.003, 0.01, 0.03],
  padsTargets: true,
  fits: ({ target, prediction }) => target === 'sequence' && prediction === 'logits',
  shapeOf: (train, classes) => {
    return { rowShape: train.rowShape, width: classesOf(train, classes) };
  },
  problemOf: (targets, { width }) =>
    valueProblem(
      targets,
      `labels from 1 to ${width - 1}, filled up with ${PADDING}`,
      (label) => label === PADDING || (label >= 1 && label < width),
    ),
  outputs: ({ width }) => `[rows, time, ${width}] logits`,
  outputSpace: 'logits',
  accepts: (outputs, rows, { width }) =>
    outputs instanceof tf.Tensor &&
    outputs.rank === 3 &&
    outputs.shape[0] === rows &&
    outputs.shape[2] === width,
  link: () => ({
    call(targets, outputs) {
      const counts = tf.sum(tf.cast(tf.notEqual(targets, PADDING), 'float32'), -1);
      return { inputs: [targets, oneOutput(outputs)], options: { labelLengths: counts } };
    },
  }),
  predictions: (outputs) => oneOutput(outputs),
  // Nothing but blanks: the empty sequence, which makes no label that has to be taken back.
  trivial: (_train, { width }, rows) => {
    const values = new Float32Array(rows * width);
    for (let row = 0; row < rows; row++) values[row * width + BLANK] = 1;
    return { values, rowShape: [1, width] };
  },
  metrics: [labelErrorRate, sequenceAccuracy],
  namedMetrics: METRICS.sequence,
  metricBatch: (targets, predictions) => ({ targets: labelsOf(targets), predicted: decode(predictions) }),
  figures: [],
  // The loss is one of all frames and all paths: no single number stands for it.
  views: {},
};
