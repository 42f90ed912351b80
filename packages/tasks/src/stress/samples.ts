import type { StressKind } from './StressKind.ts';
import { takeTaskRows } from './takeTaskRows.ts';

/** Few rows to train on: those of a smaller number are among those of a larger one. */
export const samples: StressKind = {
  level: 'training rows',
  levels: 'whole numbers of at least 2',
  isLevel: (level) => Number.isInteger(level) && level >= 2,
  moreIsWorse: false,
  fits: () => true,
  apply(train, level, stream) {
    const kept = stream.permutation(train.rows).subarray(0, level);
    return takeTaskRows(train, Uint32Array.from(kept).sort());
  },
};
