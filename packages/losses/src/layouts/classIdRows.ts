import * as tf from '@tensorflow/tfjs-core';

import { areKnownClassIds } from '../contract/knownClassIds.ts';
import type { Layout } from '../contract/Layout.ts';
import { toFloat } from '../ops/toFloat.ts';
import { classRows } from './classRows.ts';

/**
 * Rows of class scores as in `classRows`, for a formula that has a shorter way for class ids: where the id
 * alone says what the target is, it receives the int32 ids as they are in the place of distributions, and a
 * third tensor: 1 for rows that are kept, 0 for ignored ones. It has to give 0 for the ignored ones and NaN
 * for ids that are no class.
 */
export function classIdRows(prediction: string, meaning: string, neutral: number): Layout {
  const rows = classRows(prediction, meaning, neutral);
  return {
    ...rows,
    prepare(where, inputs, options, validMask, shape, weights) {
      const [labels, scores] = inputs;
      const { classWeights, ignoreIndex, labelSmoothing } = options;
      const isShort =
        labels && scores && labels.rank < scores.rank && !(validMask || classWeights || labelSmoothing);
      if (!isShort) return rows.prepare(where, inputs, options, validMask, shape, weights);
      if (areKnownClassIds(labels, scores.shape.at(-1) ?? 0, Number(ignoreIndex))) {
        return {
          inputs: [labels, toFloat(scores)],
          shape,
          validMask: undefined,
          innerWeights: undefined,
          invalid: undefined,
        };
      }
      const kept = tf.cast(tf.notEqual(labels, tf.scalar(Number(ignoreIndex), 'int32')), 'float32');
      return {
        inputs: [labels, toFloat(scores), kept],
        shape,
        validMask: undefined,
        innerWeights: kept,
        invalid: undefined,
      };
    },
  };
}
