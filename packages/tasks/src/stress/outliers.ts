import { type FloatRows, rowSize, takeRows } from '@losskit/data';

import type { TaskRows } from '../TaskData.ts';
import { chosenRows } from './chosenRows.ts';
import type { StressKind } from './StressKind.ts';
import { takeTaskRows } from './takeTaskRows.ts';

/** By how many standard deviations of the targets an outlier lies above its place. */
const LEAST = 5;
const MOST = 15;

function deviation(values: ArrayLike<number>, column: number, width: number): number {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let place = column; place < values.length; place += width) {
    count += 1;
    const value = values[place] ?? 0;
    const before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }
  return Math.sqrt(squares / Math.max(1, count));
}

/** Outliers that the data are known to have are left out first, so that a level of 0 has none. */
function withoutKnown(train: TaskRows): TaskRows {
  const known = train.outliers;
  if (!known?.some(Boolean)) return train;
  const kept = Uint32Array.from([...known.keys()].filter((row) => !known[row]));
  return takeTaskRows(train, kept);
}

/** Targets far above their place, all on one side, as a fraction of the training rows. */
export const outliers: StressKind = {
  level: 'the fraction of outliers among the training rows',
  levels: 'at least 0 and less than 1',
  isLevel: (level) => level >= 0 && level < 1,
  moreIsWorse: true,
  fits: (kind) => kind === 'continuous' || kind === 'distribution',
  apply(given, level, stream) {
    const train = withoutKnown(given);
    const { targets, rows } = train;
    const width = rowSize(targets);
    const all = Uint32Array.from({ length: rows }, (_, row) => row);
    const moved: FloatRows = takeRows(
      { values: Float64Array.from(targets.values), rowShape: targets.rowShape },
      all,
    );
    const deviations = Array.from({ length: width }, (_, column) => deviation(targets.values, column, width));
    const chosen = chosenRows(rows, level, stream);
    // Drawn for every row, so that an outlier is the same at every level.
    const lifts = Float64Array.from({ length: rows }, () => stream.uniform(LEAST, MOST));
    for (const row of chosen) {
      for (let column = 0; column < width; column++) {
        const place = row * width + column;
        moved.values[place] = (moved.values[place] ?? 0) + (lifts[row] ?? 0) * (deviations[column] ?? 0);
      }
    }
    return {
      ...train,
      targets: moved,
      outliers: Array.from({ length: rows }, (_, row) => chosen.has(row)),
    };
  },
};
