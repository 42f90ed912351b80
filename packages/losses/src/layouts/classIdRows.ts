import type { Layout } from '../contract/Layout.ts';
import { toFloat } from '../ops/toFloat.ts';
import { areAllClasses } from './classLabels.ts';
import { classRows } from './classRows.ts';

/**
 * Rows of class scores as in `classRows`, for a formula that has a shorter way for class ids: where no row is masked out and
 * its id alone says what the target is, it receives the int32 ids in the place of distributions.
 */
export function classIdRows(prediction: string, meaning: string, neutral: number): Layout {
  const rows = classRows(prediction, meaning, neutral);
  return {
    ...rows,
    prepare(where, inputs, options, validMask, shape, weights) {
      const [labels, scores] = inputs;
      const { classWeights, ignoreIndex, labelSmoothing } = options;
      const classes = scores?.shape.at(-1) ?? 0;
      const isShort =
        labels &&
        scores &&
        labels.rank < scores.rank &&
        labels.size > 0 &&
        !(validMask || classWeights || labelSmoothing) &&
        areAllClasses(labels, classes, Number(ignoreIndex));
      if (!isShort) return rows.prepare(where, inputs, options, validMask, shape, weights);
      return {
        inputs: [labels, toFloat(scores)],
        shape,
        validMask,
        innerWeights: undefined,
        invalid: undefined,
      };
    },
  };
}
