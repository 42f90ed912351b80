import { LosskitError } from '@losskit/errors';

import { csvSplitter, type RowCells } from './csvSplitter.ts';

/** What separates cells, the most usual first. */
const SEPARATORS = [',', ';', '\t', '|'] as const;
const ROWS_LOOKED_AT = 1000;

const NUMBER = /^[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?$/i;

interface Reading {
  readonly separator: string;
  readonly columns: number;
  /** Fraction of the rows that have as many cells as the header. */
  readonly even: number;
  /** Fraction of the cells that are numbers. */
  readonly numeric: number;
}

/** How the first rows look with a separator. */
function readWith(separator: string, start: Buffer, isWhole: boolean): Reading {
  const counts: number[] = [];
  let cells = 0;
  let numbers = 0;
  const look = ({ bytes, count, starts, ends }: RowCells) => {
    if (counts.length === ROWS_LOOKED_AT) return;
    counts.push(count);
    cells += count;
    for (let cell = 0; cell < count; cell++) {
      if (NUMBER.test(bytes.toString('latin1', starts[cell], ends[cell]))) numbers++;
    }
  };
  try {
    csvSplitter('', separator.charCodeAt(0), 1, look).push(start, isWhole);
  } catch (error) {
    // Quotes that make no sense with this separator; the rows before may tell.
    if (!(error instanceof LosskitError)) throw error;
    counts.push(0);
  }
  const [columns = 0] = counts;
  const even = counts.filter((count) => count === columns).length / Math.max(1, counts.length);
  return { separator, columns, even, numeric: numbers / Math.max(1, cells) };
}

/**
 * The separator with which most rows have as many cells as the header, then the one that makes most cells numbers, then most
 * columns; a comma where no other gives two columns.
 *
 * @param start - The first rows, whole or not.
 */
export function detectSeparator(start: Buffer, isWhole: boolean): string {
  const readings = SEPARATORS.map((separator) => readWith(separator, start, isWhole));
  const [best] = readings
    .filter(({ columns }) => columns > 1)
    .sort((a, b) => b.even - a.even || b.numeric - a.numeric || b.columns - a.columns);
  return best?.separator ?? SEPARATORS[0];
}
