import type { StressKind } from './StressKind.ts';
import { takeTaskRows } from './takeTaskRows.ts';

/** Rows of each class, in the order of the stream. */
function rowsByClass(labels: ArrayLike<number>, order: Uint32Array, classes: number): number[][] {
  const byClass = Array.from({ length: classes }, (): number[] => []);
  for (const row of order) byClass[labels[row] ?? 0]?.push(row);
  return byClass;
}

/**
 * Classes of unequal size: the level is how many times as many rows the first class has as the last one, with those between on a
 * geometric scale (the long tail of Cui and others 2019, arXiv:1901.05555). Each class keeps a row.
 */
export const imbalance: StressKind = {
  level: 'how many times as many rows the first class has as the last',
  levels: 'at least 1',
  isLevel: (level) => level >= 1 && Number.isFinite(level),
  moreIsWorse: true,
  fits: (kind) => kind === 'multiclass' || kind === 'binary',
  apply(train, level, stream, { width }) {
    const { targets, rows } = train;
    const classes = targets.values instanceof Int32Array ? width : 2;
    const byClass = rowsByClass(targets.values, stream.permutation(rows), classes);
    const smallest = Math.min(...byClass.map(({ length }) => length));
    const kept = byClass.flatMap((ofClass, label) => {
      const share = level ** (-label / Math.max(1, classes - 1));
      return ofClass.slice(0, Math.max(1, Math.round(smallest * share)));
    });
    return takeTaskRows(train, Uint32Array.from(kept.sort((a, b) => a - b)));
  },
};
