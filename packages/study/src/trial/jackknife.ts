import { type FloatRows, takeRows } from '@losskit/data';

import type { PreparedTrial } from './prepareTrial.ts';

/** Groups of rows that are left out in turn; each row is one where there are no more. */
const GROUPS = 100;

/**
 * The ranking metric on the test part without each group of its rows in turn: how much it hangs on which rows were drawn. It
 * works for any metric; for a mean over rows it is their spread.
 *
 * @see M. H. Quenouille, Notes on bias in estimation, 1956, doi:10.1093/biomet/43.3-4.353
 */
export function jackknife({ task, data, shape }: PreparedTrial, predictions: FloatRows): number[] {
  const { rows, targets } = data.test;
  const groups = Math.min(GROUPS, rows);
  const { name } = task.rankBy;
  if (groups < 2 || !task.metrics.some((metric) => metric.name === name)) return [];
  const everyRow = Uint32Array.from({ length: rows }, (_, row) => row);
  const values = Array.from({ length: groups }, (_, group) => {
    const kept = everyRow.filter((row) => row % groups !== group);
    const panel = task.openPanel(shape);
    panel.update(takeRows(targets, kept), takeRows(predictions, kept));
    return panel.compute()[name] ?? Number.NaN;
  });
  return values.every(Number.isFinite) ? values : [];
}
