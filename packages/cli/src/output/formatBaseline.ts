import type { LossResult, TaskResult } from '@losskit/study';

import { colourVerdict } from './colourVerdict.ts';
import { formatDifference } from './formatNumber.ts';
import { type Cell, fitTable } from './formatTable.ts';

/** Columns that a narrow terminal keeps: loss and verdict. */
const MIN_COLUMNS = 2;

function rowOf({ loss, againstBaseline }: LossResult): Cell[][] {
  if (againstBaseline === null) return [];
  return [[loss, colourVerdict(againstBaseline.verdict), formatDifference(againstBaseline)]];
}

/** Every loss against the one that was named as baseline; nothing where none was. */
export function formatBaseline({ baseline, metric, results }: TaskResult, width: number): string[] {
  if (baseline === null) return [];
  const head = [`against ${baseline}`, 'verdict', `difference in ${metric}`];
  return [fitTable(head, results.flatMap(rowOf), width, MIN_COLUMNS)];
}
