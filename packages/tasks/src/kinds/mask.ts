import { type FloatRows, type Rows, rowSize, takeRows } from '@losskit/data';
import { ArgumentRangeError } from '@losskit/errors';
import { markClassIds } from '@losskit/losses/contract';
import {
  accuracy,
  diceScore,
  logLoss,
  type MaskBatch,
  METRICS,
  macroF1,
  meanIntersectionOverUnion,
} from '@losskit/metrics';
import * as tf from '@tensorflow/tfjs-core';

import { classInWords, meanDifferences, percentInWords, placeOfLargest } from './answers.ts';
import { calibrationOf } from './calibrationOf.ts';
import { classesOf, classFrequencies, classProblem, inSpaceOf } from './classes.ts';
import { classMargins, logitsAtMargin } from './lossAxes.ts';
import type { TargetKind } from './TargetKind.ts';
import type { TargetShape } from './TargetShape.ts';
import { oneOutput } from './values.ts';

function metricBatch(targets: Rows, predictions: FloatRows, { width }: TargetShape): MaskBatch {
  return {
    labels: Int32Array.from(targets.values),
    probabilities: predictions.values,
    classes: width,
    places: rowSize(targets),
  };
}

/** How much of a row each class takes, the largest share first. */
function sharesInWords(labels: readonly number[], names: readonly string[]): string {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts]
    .sort(([a, ofA], [b, ofB]) => ofB - ofA || a - b)
    .map(([label, count]) => `${classInWords(label, names)} ${percentInWords(count / labels.length)}`)
    .join(', ');
}

/** Class ids on another grid: at each of its places the id that is nearest to its centre. */
function nearestIds(ids: tf.Tensor, places: readonly number[]): tf.Tensor {
  return places.reduce((grid, size, place) => {
    const axis = place + 1;
    const full = grid.shape[axis] ?? size;
    if (full === size) return grid;
    const nearest = Int32Array.from({ length: size }, (_, at) => Math.floor(((at + 0.5) * full) / size));
    return tf.gather(grid, tf.tensor1d(nearest, 'int32'), axis);
  }, ids);
}

/** A class per pixel (or per place of any grid): int32 ids [rows, …places] against logits [rows, …places, classes]. */
export const mask: TargetKind<MaskBatch> = {
  name: 'mask',
  dtype: 'int32',
  standardLoss: 'crossEntropy',
  commonLosses: ['crossEntropy', 'categoricalFocal', 'dice', 'jaccard', 'tversky', 'lovaszSoftmax'],
  learningRates: [0.001, 0.003, 0.01, 0.03],
  fits: ({ target, prediction, layout }) =>
    target === 'masks' ||
    (target === 'multiclass' && prediction !== 'embeddings' && layout.inputs.length === 2),
  shapeOf: (train, classes) => ({ rowShape: train.rowShape, width: classesOf(train, classes) }),
  problemOf: classProblem,
  outputs: ({ rowShape, width }) => `[rows, ${[...rowShape, width].join(', ')}] logits`,
  outputSpace: 'logits',
  accepts: (outputs, rows, { rowShape, width }) =>
    outputs instanceof tf.Tensor && tf.util.arraysEqual(outputs.shape, [rows, ...rowShape, width]),
  grid: {
    of: ({ rank, shape: sizes }, shape) =>
      rank === shape.rowShape.length + 2 ? { ...shape, rowShape: sizes.slice(1, -1) } : shape,
    resize: (targets, { shape: sizes }) => nearestIds(targets, sizes.slice(1, -1)),
  },
  link(declaration, { rowShape, width }) {
    if (declaration.target === 'masks' && rowShape.length !== 2) {
      throw new ArgumentRangeError(
        `${declaration.name}: expected a mask of height and width, got one of shape [${rowShape}].`,
      );
    }
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
  metrics: [meanIntersectionOverUnion, diceScore, macroF1, accuracy, logLoss],
  namedMetrics: [...METRICS.mask, ...METRICS.classification],
  metricBatch,
  figures: [],
  views: {
    // Every place of a grid stands at the same margin: losses of overlap see them all at once.
    axis: {
      name: 'margin',
      example: (train) => takeRows(train, [0]),
      outputs: (x, labels, { width }) => logitsAtMargin(x, labels, width),
      positions: (targets, outputs, { width }) => classMargins(targets, oneOutput(outputs), width),
    },
    calibration: calibrationOf(metricBatch),
    answers: {
      distances: meanDifferences,
      ofPrediction(values, { width }, names) {
        const all = Array.from(values);
        const places = Array.from({ length: all.length / width }, (_, place) => place * width);
        const labels = places.map((start) => placeOfLargest(all.slice(start, start + width)));
        return sharesInWords(labels, names);
      },
      ofTarget: (values, _shape, names) => sharesInWords(Array.from(values), names),
    },
  },
};
