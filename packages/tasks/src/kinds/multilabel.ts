import { type Rows, rowSize } from '@losskit/data';
import type { LossDeclaration } from '@losskit/losses/contract';
import {
  calibrationBins,
  hammingAccuracy,
  METRICS,
  type MultilabelBatch,
  multilabelAveragePrecision,
  multilabelLogLoss,
  multilabelMacroF1,
  subsetAccuracy,
} from '@losskit/metrics';
import * as tf from '@tensorflow/tfjs-core';

import { classInWords, meanDifferences } from './answers.ts';
import { inSpaceOf } from './classes.ts';
import { signsOf } from './lossAxes.ts';
import type { TargetKind } from './TargetKind.ts';
import { asSigns, columnMeans, oneOutput, valueProblem } from './values.ts';

/** Losses over exclusive classes, for comparison: they share one probability out among the labels of a row. */
function isOverClasses({ target, prediction, layout }: LossDeclaration): boolean {
  return target === 'multiclass' && prediction === 'logits' && layout.inputs.length === 2;
}

/** Each row divided by its sum; rows of zeros stay so. */
function sharedOut({ values, rowShape }: Rows, width: number): Rows<Float32Array> {
  const shared = Float32Array.from(values);
  for (let start = 0; start < shared.length; start += width) {
    const row = shared.subarray(start, start + width);
    const sum = row.reduce((total, value) => total + value, 0);
    if (sum > 0) row.set(row.map((value) => value / sum));
  }
  return { values: shared, rowShape };
}

/** The labels that have at least a half, by name. */
function labelsInWords(values: ArrayLike<number>, _shape: unknown, names: readonly string[]): string {
  const labels = Array.from(values).flatMap((value, label) =>
    value >= 0.5 ? [classInWords(label, names)] : [],
  );
  return labels.length > 0 ? labels.join(', ') : 'none';
}

/** Any number of labels per row: float32 targets of 0 and 1 against logits [rows, labels]. */
export const multilabel: TargetKind<MultilabelBatch> = {
  name: 'multilabel',
  dtype: 'float32',
  standardLoss: 'binaryCrossEntropyWithLogits',
  commonLosses: [
    'binaryCrossEntropyWithLogits',
    'binaryFocal',
    'asymmetric',
    'multilabelMargin',
    'meanSquaredError',
    'crossEntropy',
  ],
  learningRates: [0.001, 0.003, 0.01, 0.03],
  fits: (declaration) => {
    const { target, prediction, layout } = declaration;
    if (layout.inputs.length !== 2) return false;
    if (isOverClasses(declaration) || target === 'multilabel' || target === 'binary') return true;
    return (
      (target === 'signs' && prediction === 'logits') || (target === 'continuous' && prediction === 'values')
    );
  },
  shapeOf: (train) => ({ rowShape: train.rowShape, width: rowSize(train) }),
  problemOf: (targets) => valueProblem(targets, 'targets of 0 and 1', (value) => value === 0 || value === 1),
  outputs: ({ width }) => `[rows, ${width}] logits`,
  outputSpace: 'logits',
  accepts: (outputs, rows, { width }) =>
    outputs instanceof tf.Tensor && tf.util.arraysEqual(outputs.shape, [rows, width]),
  link(declaration, { width }) {
    const { target, prediction } = declaration;
    if (isOverClasses(declaration)) {
      const toSpace = inSpaceOf(declaration);
      return {
        targets: (targets) => sharedOut(targets, width),
        call: (targets, outputs) => ({ inputs: [targets, toSpace(oneOutput(outputs))] }),
        predictions: (outputs) => tf.softmax(oneOutput(outputs)),
      };
    }
    return {
      ...(target === 'signs' && {
        targets: asSigns,
      }),
      call: (targets, outputs) => ({
        inputs: [targets, prediction === 'logits' ? oneOutput(outputs) : tf.sigmoid(oneOutput(outputs))],
      }),
    };
  },
  predictions: (outputs) => tf.sigmoid(oneOutput(outputs)),
  trivial: columnMeans,
  metrics: [
    subsetAccuracy,
    hammingAccuracy,
    multilabelMacroF1,
    multilabelAveragePrecision,
    multilabelLogLoss,
  ],
  namedMetrics: METRICS.multilabel,
  metricBatch: (targets, predictions, { width }) => ({
    targets: Float32Array.from(targets.values),
    probabilities: predictions.values,
    labels: width,
  }),
  figures: [],
  views: {
    axis: {
      name: 'margin',
      example: (_train, { width }) => ({
        values: Float32Array.from({ length: width }, (_, label) => (label === 0 ? 1 : 0)),
        rowShape: [width],
      }),
      outputs: (x, targets) => tf.mul(signsOf(targets), x),
      positions: (targets, outputs) => tf.mul(signsOf(targets), oneOutput(outputs)),
    },
    calibration(targets, { values }) {
      const fold = calibrationBins();
      values.forEach((probability, place) => {
        const isSaid = probability >= 0.5;
        fold.add(isSaid ? probability : 1 - probability, isSaid === (targets.values[place] === 1));
      });
      return { bins: fold.bins(), error: fold.error() };
    },
    answers: { distances: meanDifferences, ofPrediction: labelsInWords, ofTarget: labelsInWords },
  },
};
