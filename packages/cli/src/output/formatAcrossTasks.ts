import type { AcrossTasks } from '@losskit/study';

import { colours } from './colours.ts';
import { formatEstimate, formatNumber } from './formatNumber.ts';
import { fitTable } from './formatTable.ts';
import { wrapWords } from './wrapWords.ts';

/** Columns that a narrow terminal keeps: loss and mean rank. */
const MIN_COLUMNS = 2;

/** What all tasks say together of the losses that they share, best first. */
export function formatAcrossTasks(across: AcrossTasks, width: number): string {
  const { tasks, losses, criticalDifference } = across;
  const rows = losses.map(({ loss, rank, interquartileMean }) => [
    loss,
    formatEstimate(rank),
    formatEstimate(interquartileMean),
  ]);
  const beyondChance =
    criticalDifference === null
      ? []
      : [`Mean ranks that differ by more than ${formatNumber(criticalDifference, 3)} differ beyond chance.`];
  return [
    `${colours.bold('All tasks')}${wrapWords(`: ${tasks.join(', ')}`, width - 'All tasks'.length)}`,
    fitTable(
      ['loss', 'mean rank', 'interquartile mean (0 trivial model, 1 best loss)'],
      rows,
      width,
      MIN_COLUMNS,
    ),
    ...beyondChance.map((sentence) => wrapWords(sentence, width)),
  ].join('\n');
}
