import { type FloatRows, oneHotRows, pngDataUri, type Rows } from '@losskit/data';
import { ArgumentRangeError } from '@losskit/errors';
import { type LossDeclaration, markClassIds } from '@losskit/losses/contract';
import {
  accuracy,
  type ClassificationBatch,
  confusionMatrix,
  expectedCalibrationError,
  logLoss,
  METRICS,
  macroF1,
} from '@losskit/metrics';
import type { Tensors } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import type { MisclassifiedPicture } from '../Exhibits.ts';
import { classAnswers } from './answers.ts';
import { calibrationOf } from './calibrationOf.ts';
import { classesOf, classFrequencies, classProblem, inSpaceOf, normalizedSigmoid } from './classes.ts';
import { classMargins, logitsAtMargin } from './lossAxes.ts';
import type { JudgedRows, OutputLink, TargetKind } from './TargetKind.ts';

/** Targets that class ids or one-hot rows can stand for; a sign, a count or an embedding is something else. */
const FITTING = new Set<LossDeclaration['target']>([
  'continuous',
  'vectors',
  'binary',
  'multiclass',
  'multilabel',
  'distributions',
]);

const PICTURES_KEPT = 12;

/** A model may leave the last layer to the loss, for losses that never hold the logits of all rows. */
function openLayerOf(outputs: Tensors) {
  if (outputs instanceof tf.Tensor) return undefined;
  const { features, kernel, bias } = outputs;
  return features && kernel && { features, kernel, bias };
}

/** The logits of a model that gives them, or features and the kernel (and bias) that make logits of them. */
function logitsOf(outputs: Tensors): tf.Tensor {
  if (outputs instanceof tf.Tensor) return outputs;
  const open = openLayerOf(outputs);
  if (!open)
    throw new ArgumentRangeError(
      'multiclass: expected logits, or features and kernel, as outputs of the model.',
    );
  const logits = tf.matMul(open.features, open.kernel);
  return open.bias ? tf.add(logits, open.bias) : logits;
}

/** `linearCrossEntropy` takes the last layer apart: features and kernel in the place of logits. */
function isOfLastLayer({ target, prediction, layout }: LossDeclaration): boolean {
  return target === 'multiclass' && prediction === 'embeddings' && layout.inputs[2]?.name === 'kernel';
}

function linkToLastLayer(): OutputLink {
  return {
    call(targets, outputs) {
      const open = openLayerOf(outputs);
      if (!open) {
        throw new ArgumentRangeError(
          'multiclass: expected a model with the outputs { features, kernel } for this loss, got logits.',
        );
      }
      const { features, kernel, bias } = open;
      return { inputs: [targets, features, kernel], ...(bias && { options: { bias } }) };
    },
  };
}

/** The pictures whose most probable class is wrong, those that the model was surest of first. */
function misclassifiedPictures({ rows, predictions, shape }: JudgedRows): MisclassifiedPicture[] {
  const { inputs, targets, names } = rows;
  if (!(inputs.values instanceof Uint8Array)) return [];
  const pixels = inputs.values;
  const [height = 0, width = 0, channels = 0] = Array.isArray(inputs.rowShape) ? inputs.rowShape : [];
  const size = height * width * channels;
  const wrong = Array.from({ length: rows.rows }, (_, row) => {
    const ofRow = predictions.values.subarray(row * shape.width, (row + 1) * shape.width);
    const probability = Math.max(...ofRow);
    return { row, label: targets.values[row] ?? 0, predicted: ofRow.indexOf(probability), probability };
  }).filter(({ label, predicted }) => label !== predicted);
  return wrong
    .sort((a, b) => b.probability - a.probability || a.row - b.row)
    .slice(0, PICTURES_KEPT)
    .map(({ row, ...found }) => ({
      ...found,
      name: names?.[row] ?? '',
      picture: pngDataUri(pixels.subarray(row * size, (row + 1) * size), width, height),
    }));
}

function metricBatch(targets: Rows, predictions: FloatRows, { width }: { width: number }) {
  return { labels: Int32Array.from(targets.values), probabilities: predictions.values, classes: width };
}

/** One class out of several per row: int32 ids against logits [rows, classes]. */
export const multiclass: TargetKind<ClassificationBatch> = {
  name: 'multiclass',
  dtype: 'int32',
  standardLoss: 'crossEntropy',
  commonLosses: [
    'meanSquaredError',
    'meanAbsoluteError',
    'huber',
    'crossEntropy',
    'binaryCrossEntropyWithLogits',
    'binaryFocal',
    'categoricalFocal',
    'zeroOne',
  ],
  learningRates: [0.001, 0.003, 0.01, 0.03],
  fits: (declaration) =>
    isOfLastLayer(declaration) ||
    (declaration.layout.inputs.length === 2 &&
      FITTING.has(declaration.target) &&
      declaration.prediction !== 'ensemble'),
  needsOtherOutputs: isOfLastLayer,
  shapeOf: (train, classes) => ({ rowShape: [], width: classesOf(train, classes) }),
  problemOf: classProblem,
  outputs: ({ width }) => `[rows, ${width}] logits`,
  outputSpace: 'logits',
  accepts(outputs, rows, { width }) {
    const open = openLayerOf(outputs);
    if (open) return open.kernel.shape.at(-1) === width;
    return outputs instanceof tf.Tensor && tf.util.arraysEqual(outputs.shape, [rows, width]);
  },
  link(declaration, { width }) {
    if (isOfLastLayer(declaration)) return linkToLastLayer();
    const toSpace = inSpaceOf(declaration);
    const perClass = declaration.target === 'binary' || declaration.target === 'multilabel';
    return {
      ...(declaration.target !== 'multiclass' && {
        targets: ({ values, rowShape }: Rows) =>
          oneHotRows({ values: Int32Array.from(values), rowShape }, width),
      }),
      call(targets, outputs) {
        // The ids of all rows were checked when the data were loaded.
        if (declaration.target === 'multiclass') markClassIds(targets, width);
        return { inputs: [targets, toSpace(logitsOf(outputs))] };
      },
      predictions: (outputs) =>
        perClass && declaration.prediction === 'logits'
          ? normalizedSigmoid(logitsOf(outputs))
          : tf.softmax(logitsOf(outputs)),
    };
  },
  predictions: (outputs) => tf.softmax(logitsOf(outputs)),
  trivial: classFrequencies,
  metrics: [accuracy, macroF1, logLoss, expectedCalibrationError],
  namedMetrics: METRICS.classification,
  metricBatch,
  figures: ['confusion', 'misclassified pictures'],
  views: {
    axis: {
      name: 'margin',
      example: () => ({ values: Int32Array.of(0), rowShape: [] }),
      outputs: (x, label, { width }) => logitsAtMargin(x, label, width),
      positions: (targets, outputs, { width }) => classMargins(targets, logitsOf(outputs), width),
    },
    calibration: calibrationOf(metricBatch),
    answers: classAnswers,
  },
  exhibits(judged, pictures) {
    const confusions = confusionMatrix.create();
    confusions.update(metricBatch(judged.rows.targets, judged.predictions, judged.shape));
    const confusion = confusions.compute().map((counts) => [...counts]);
    const isPicture = !('values' in judged.rows.inputs) || judged.rows.inputs.values instanceof Uint8Array;
    return pictures && isPicture
      ? { confusion, misclassified: misclassifiedPictures(judged) }
      : { confusion };
  },
};
