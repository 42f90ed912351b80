import { rowSize } from '@losskit/data';

import { chosenRows } from './chosenRows.ts';
import type { StressKind } from './StressKind.ts';

/** Another label than the one that is there, each as likely. */
function otherLabel(label: number, classes: number, draw: number): number {
  const other = Math.min(Math.floor(draw * (classes - 1)), classes - 2);
  return other < label ? other : other + 1;
}

/** Labels that are wrong, each other class as likely, as a fraction of the training rows; of yes-or-no labels they are turned round. */
export const labelNoise: StressKind = {
  level: 'the fraction of wrong labels among the training rows',
  levels: 'at least 0 and less than 1',
  isLevel: (level) => level >= 0 && level < 1,
  moreIsWorse: true,
  fits: (kind) => kind === 'multiclass' || kind === 'binary' || kind === 'multilabel' || kind === 'mask',
  apply(train, level, stream, { width, rowShape }) {
    const { targets, rows } = train;
    const isIds = targets.values instanceof Int32Array;
    const classes = isIds ? width : 2;
    const size = rowShape.length === 0 ? 1 : rowSize(targets);
    const values = targets.values.slice();
    const chosen = chosenRows(rows, level, stream);
    // Drawn for every row, so that a wrong label is the same at every level.
    const draws = Float64Array.from({ length: rows }, () => stream.uniform());
    for (const row of chosen) {
      for (let place = row * size; place < (row + 1) * size; place++) {
        values[place] = otherLabel(values[place] ?? 0, classes, draws[row] ?? 0);
      }
    }
    return { ...train, targets: { values, rowShape: targets.rowShape } };
  },
};
