import { type FloatRows, type Rows, rowSize } from '@losskit/data';
import type { LossDeclaration } from '@losskit/losses/contract';
import {
  accuracy,
  type ClassificationBatch,
  cohenKappa,
  logLoss,
  METRICS,
  meanAbsoluteError,
  type RegressionBatch,
} from '@losskit/metrics';
import * as tf from '@tensorflow/tfjs-core';

import { classAnswers } from './answers.ts';
import { calibrationOf } from './calibrationOf.ts';
import { multiclass } from './multiclass.ts';
import type { OutputLink, TargetKind } from './TargetKind.ts';
import type { TargetShape } from './TargetShape.ts';
import { oneOutput } from './values.ts';

/** The log odds of a class above each threshold, which are one fewer than classes: the last output stands for none. */
function thresholdsOf(logits: tf.Tensor, { width }: TargetShape): tf.Tensor {
  return tf.slice(logits, [0, 0], [-1, width - 1]);
}

/** The probability of each class, from those of a class above each threshold, which don't rise. */
function differences(above: tf.Tensor): tf.Tensor {
  const end = tf.zerosLike(tf.slice(above, [0, 0], [-1, 1]));
  return tf.sub(tf.concat([tf.add(end, 1), above], 1), tf.concat([above, end], 1));
}

/** A square table of the thresholds up to each one, 1, and those beyond, 0. */
function upTo(thresholds: number): tf.Tensor2D {
  const place = tf.range(0, thresholds);
  return tf.cast(tf.lessEqual(tf.expandDims(place, 0), tf.expandDims(place, 1)), 'float32');
}

/** Far above any logit. */
const FAR_ABOVE = 1e30;

/** The smallest of the logits up to each threshold: who is not above one threshold is above none beyond it. */
function smallestUpTo(logits: tf.Tensor): tf.Tensor {
  const beyond = tf.mul(tf.sub(1, upTo(logits.shape[1] ?? 0)), FAR_ABOVE);
  return tf.min(tf.add(tf.expandDims(logits, 1), tf.expandDims(beyond, 0)), -1);
}

/** The sum of the logits' log-sigmoids up to each threshold: the probability of each passed one after the other. */
function allUpTo(logits: tf.Tensor): tf.Tensor {
  return tf.exp(tf.matMul(tf.logSigmoid(logits), upTo(logits.shape[1] ?? 0), false, true));
}

/** `corn` learns each threshold from the rows that passed the one before it, `coral` from all. */
function isConditional({ name }: LossDeclaration): boolean {
  return name === 'corn';
}

function linkToThresholds(declaration: LossDeclaration, shape: TargetShape): OutputLink {
  return {
    call: (targets, outputs) => ({ inputs: [targets, thresholdsOf(oneOutput(outputs), shape)] }),
    predictions(outputs) {
      const logits = thresholdsOf(oneOutput(outputs), shape);
      return differences(isConditional(declaration) ? allUpTo(logits) : tf.sigmoid(smallestUpTo(logits)));
    },
  };
}

const isOrdinal = ({ target }: LossDeclaration) => target === 'ordinal';

/** The median of each row of probabilities, the guess of the least expected distance: the first class up to which half lies. */
function medians(predictions: FloatRows): Float64Array {
  const classes = rowSize(predictions);
  return Float64Array.from({ length: predictions.values.length / classes }, (_, row) => {
    let below = 0;
    for (let label = 0; label < classes - 1; label++) {
      below += predictions.values[row * classes + label] ?? 0;
      if (below >= 0.5) return label;
    }
    return classes - 1;
  });
}

/**
 * One of several classes in an order, such as ratings: int32 ids in that order against scores [rows, classes]. Losses of
 * ordered classes read all but the last as log odds of a class above each threshold, every other loss reads logits.
 *
 * Distances are judged by the median of the predicted distribution, which for `coral` and `corn` is how many thresholds
 * are passed.
 */
export const ordinal: TargetKind<ClassificationBatch & RegressionBatch> = {
  ...multiclass,
  name: 'ordinal',
  ordersClasses: true,
  standardLoss: 'coral',
  commonLosses: ['coral', 'corn', 'crossEntropy', 'meanSquaredError'],
  fits: (declaration) => isOrdinal(declaration) || multiclass.fits(declaration),
  link: (declaration, shape) =>
    isOrdinal(declaration) ? linkToThresholds(declaration, shape) : multiclass.link(declaration, shape),
  metrics: [meanAbsoluteError, cohenKappa.with({ weights: 'quadratic' }), accuracy, logLoss],
  namedMetrics: [...METRICS.classification, ...METRICS.regression],
  metricBatch(targets: Rows, predictions, shape) {
    return {
      ...multiclass.metricBatch(targets, predictions, shape),
      targets: Float64Array.from(targets.values),
      predicted: medians(predictions),
      columns: 1,
    };
  },
  figures: ['confusion'],
  // Margins between logits say nothing of thresholds.
  views: { calibration: calibrationOf(multiclass.metricBatch), answers: classAnswers },
};
