import type { FloatRows, Rows } from '@losskit/data';
import { type LossDeclaration, markClassIds } from '@losskit/losses/contract';
import {
  accuracy,
  averagePrecision,
  brier,
  type ClassificationBatch,
  confusionMatrix,
  logLoss,
  METRICS,
  matthewsCorrelation,
  rocAuc,
} from '@losskit/metrics';
import type { Tensors } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import { classAnswers } from './answers.ts';
import { calibrationOf } from './calibrationOf.ts';
import { classFrequencies, inSpaceOf } from './classes.ts';
import { signsOf } from './lossAxes.ts';
import { nextMatching } from './pairsOfRows.ts';
import type { TargetKind } from './TargetKind.ts';
import { asSigns, oneOutput, valueProblem } from './values.ts';

const BOTH = { rowShape: [], width: 2 };

/** Pairs of a positive and a negative, whose scores are to be in this order. */
function isOfPairs({ target, prediction, layout }: LossDeclaration): boolean {
  return target === 'signs' && prediction === 'scores' && layout.inputs.length === 3;
}

/** Losses of classes see the logits 0 and z: their softmax is the sigmoid of z. */
function isOfClasses({ target, prediction, layout }: LossDeclaration): boolean {
  return target === 'multiclass' && prediction !== 'embeddings' && layout.inputs.length === 2;
}

function logitsOf(outputs: Tensors): tf.Tensor1D {
  return tf.reshape<tf.Rank.R1>(oneOutput(outputs), [-1]);
}

/** [1 − p, p]. */
function bothProbabilities(outputs: Tensors): tf.Tensor {
  const logits = logitsOf(outputs);
  return tf.stack([tf.sigmoid(tf.neg(logits)), tf.sigmoid(logits)], -1);
}

function metricBatch(targets: Rows, predictions: FloatRows): ClassificationBatch {
  return { labels: Int32Array.from(targets.values), probabilities: predictions.values, classes: 2 };
}

/** Yes or no per row: targets 0 or 1 as float32 against logits [rows] or [rows, 1]. Predictions are [1 − p, p]. */
export const binary: TargetKind<ClassificationBatch> = {
  name: 'binary',
  dtype: 'float32',
  standardLoss: 'binaryCrossEntropyWithLogits',
  commonLosses: [
    'binaryCrossEntropyWithLogits',
    'binaryFocal',
    'hinge',
    'squaredHinge',
    'meanSquaredError',
    'meanAbsoluteError',
  ],
  learningRates: [0.001, 0.003, 0.01, 0.03, 0.1],
  fits: (declaration) => {
    const { target, prediction, layout } = declaration;
    if (isOfPairs(declaration) || isOfClasses(declaration)) return true;
    if (layout.inputs.length !== 2 || layout.inputs.some(({ perElement }) => perElement !== 'scalar'))
      return false;
    if (target === 'signs') return prediction === 'logits';
    return target === 'binary' || (target === 'continuous' && prediction === 'values');
  },
  shapeOf: ({ rowShape }) => ({ rowShape, width: 1 }),
  problemOf: (targets) => valueProblem(targets, 'a target of 0 or 1', (value) => value === 0 || value === 1),
  outputs: () => '[rows] or [rows, 1] logits',
  outputSpace: 'logits',
  accepts: (outputs, rows) => outputs instanceof tf.Tensor && outputs.size === rows,
  link(declaration) {
    const { target, prediction } = declaration;
    if (isOfPairs(declaration)) {
      return {
        call(targets, outputs) {
          const scores = logitsOf(outputs);
          const flat = tf.reshape<tf.Rank.R1>(targets, [-1]);
          const isAbove = tf.greater<tf.Tensor2D>(tf.expandDims(flat, 1), tf.expandDims(flat, 0));
          const { indices, mask } = nextMatching(isAbove);
          return { inputs: [tf.onesLike(scores), scores, tf.gather(scores, indices)], options: { mask } };
        },
      };
    }
    if (isOfClasses(declaration)) {
      const classSpace = inSpaceOf(declaration);
      return {
        call(targets, outputs) {
          const logits = logitsOf(outputs);
          const labels = tf.cast(tf.reshape(targets, [-1]), 'int32');
          markClassIds(labels, 2);
          return { inputs: [labels, classSpace(tf.stack([tf.zerosLike(logits), logits], -1))] };
        },
      };
    }
    const toSpace = prediction === 'logits' ? logitsOf : (outputs: Tensors) => tf.sigmoid(logitsOf(outputs));
    return {
      ...(target === 'signs' && {
        targets: asSigns,
      }),
      call: (targets, outputs) => ({ inputs: [tf.reshape(targets, [-1]), toSpace(outputs)] }),
    };
  },
  predictions: bothProbabilities,
  trivial: (train, _shape, rows) =>
    classFrequencies({ values: Int32Array.from(train.values), rowShape: [] }, BOTH, rows),
  metrics: [accuracy, rocAuc, averagePrecision, matthewsCorrelation, logLoss, brier],
  namedMetrics: METRICS.classification,
  metricBatch,
  figures: ['confusion'],
  views: {
    axis: {
      name: 'margin',
      example: () => ({ values: Float32Array.of(1), rowShape: [] }),
      outputs: (x) => tf.reshape(x, [1]),
      positions: (targets, outputs) => tf.mul(signsOf(tf.reshape(targets, [-1])), logitsOf(outputs)),
    },
    calibration: calibrationOf(metricBatch),
    answers: classAnswers,
  },
  exhibits({ rows, predictions }) {
    const confusions = confusionMatrix.create();
    confusions.update(metricBatch(rows.targets, predictions));
    return { confusion: confusions.compute().map((counts) => [...counts]) };
  },
};
