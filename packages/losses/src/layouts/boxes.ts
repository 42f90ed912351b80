import { ArgumentRangeError } from '@losskit/errors';
import { describeShape } from '../contract/checks.ts';
import type { Layout } from '../contract/Layout.ts';
import { rows } from './rows.ts';

const COORDINATES = 4;

// Where a box is masked out, both are one point.
const corners = rows('4', [
  { name: 'yTrue', meaning: 'true boxes, x1, y1, x2, y2', perElement: 'row', neutral: 0 },
  { name: 'yPred', meaning: 'predicted boxes, x1, y1, x2, y2', perElement: 'row', neutral: 0 },
]);

/** True and predicted boxes by two opposite corners, a loss per pair: inputs of one shape […, 4]. */
export const boxes: Layout = {
  ...corners,

  check(where, tensors) {
    const shape = corners.check(where, tensors);
    const given = tensors[0]?.shape ?? [];
    if (given.at(-1) === COORDINATES) return shape;
    throw new ArgumentRangeError(
      `${where}: expected boxes of shape [...,4], x1, y1, x2 and y2, got ${describeShape(given)}.`,
    );
  },
};
