import { expected } from '@losskit/errors';

import type { ClassificationBatch, RegressionBatch } from './Metric.ts';

/** How far a row of float32 probabilities may sum from 1; logits and scores are much further away. */
const SUM_TOLERANCE = 1e-3;

function checkFloats(where: string, name: string, values: unknown): void {
  if (!(values instanceof Float32Array || values instanceof Float64Array)) {
    throw new TypeError(expected(where, `${name} to be a Float32Array or a Float64Array`, values));
  }
}

function checkFinite(where: string, name: string, values: Float32Array | Float64Array): void {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw new RangeError(expected(where, `${name}[${index}] to be finite`, values[index]));
}

/** Refuses a batch that cannot be evaluated. @throws TypeError or RangeError, `where` first in the sentence. */
export function checkRegressionBatch(where: string, { targets, predicted }: RegressionBatch): void {
  checkFloats(where, 'targets', targets);
  checkFloats(where, 'predicted', predicted);
  if (predicted.length !== targets.length) {
    throw new RangeError(expected(where, `predicted of shape [${targets.length}]`, [predicted.length]));
  }
  checkFinite(where, 'targets', targets);
  checkFinite(where, 'predicted', predicted);
}

/** Refuses a batch that cannot be evaluated. @throws TypeError or RangeError, `where` first in the sentence. */
export function checkClassificationBatch(
  where: string,
  { labels, probabilities, classes }: ClassificationBatch,
): void {
  if (!Number.isSafeInteger(classes) || classes < 1) {
    throw new RangeError(expected(where, 'classes to be a positive integer', classes));
  }
  if (!(labels instanceof Int32Array)) {
    throw new TypeError(expected(where, 'labels to be an Int32Array', labels));
  }
  checkFloats(where, 'probabilities', probabilities);
  if (probabilities.length !== labels.length * classes) {
    throw new RangeError(
      expected(where, `probabilities of size ${labels.length} × ${classes}`, probabilities.length),
    );
  }
  checkFinite(where, 'probabilities', probabilities);
  labels.forEach((label, row) => {
    if (label < 0 || label >= classes) {
      throw new RangeError(expected(where, `labels[${row}] to be from 0 to ${classes - 1}`, label));
    }
    let sum = 0;
    probabilities.subarray(row * classes, (row + 1) * classes).forEach((probability, column) => {
      if (probability < 0) {
        throw new RangeError(
          expected(where, `probabilities[${row},${column}] to be at least 0`, probability),
        );
      }
      sum += probability;
    });
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new RangeError(expected(where, `row ${row} of probabilities to sum to 1`, sum));
    }
  });
}
