import { type Rows, rowSize } from '@losskit/data';
import { markClassIds } from '@losskit/losses/contract';
import {
  accuracy,
  type ClassificationBatch,
  logLoss,
  macroF1,
  meanIntersectionOverUnion,
} from '@losskit/metrics';
import * as tf from '@tensorflow/tfjs-core';

import { classesOf, classFrequencies, classProblem, inSpaceOf } from './classes.ts';
import type { TargetKind } from './TargetKind.ts';
import { oneOutput } from './values.ts';

/** A class per pixel (or per place of any grid): int32 ids [rows, …places] against logits [rows, …places, classes]. */
export const mask: TargetKind<ClassificationBatch> = {
  name: 'mask',
  dtype: 'int32',
  standardLoss: 'crossEntropy',
  commonLosses: ['crossEntropy', 'categoricalFocal', 'dice', 'jaccard', 'tversky', 'lovaszSoftmax'],
  learningRates: [0.001, 0.003, 0.01, 0.03],
  fits: ({ target, prediction, layout }) =>
    target === 'multiclass' && prediction !== 'embeddings' && layout.inputs.length === 2,
  shapeOf: (train, classes) => ({ rowShape: train.rowShape, width: classesOf(train, classes) }),
  problemOf: classProblem,
  outputs: ({ rowShape, width }) => `[rows, ${[...rowShape, width].join(', ')}] logits`,
  outputSpace: 'logits',
  accepts: (outputs, rows, { rowShape, width }) =>
    outputs instanceof tf.Tensor && tf.util.arraysEqual(outputs.shape, [rows, ...rowShape, width]),
  link(declaration, { width }) {
    const toSpace = inSpaceOf(declaration);
    return {
      call(targets, outputs) {
        // The ids of all places were checked when the data were loaded.
        markClassIds(targets, width);
        return { inputs: [targets, toSpace(oneOutput(outputs))] };
      },
    };
  },
  predictions: (outputs) => tf.softmax(oneOutput(outputs)),
  trivial(train, shape, rows) {
    const places = rowSize(train);
    const { values } = classFrequencies(train, shape, rows * places);
    return { values, rowShape: [...shape.rowShape, shape.width] };
  },
  metrics: [meanIntersectionOverUnion, macroF1, accuracy, logLoss],
  metricBatch: (targets: Rows, predictions, { width }) => ({
    labels: Int32Array.from(targets.values),
    probabilities: predictions.values,
    classes: width,
  }),
  figures: [],
};
