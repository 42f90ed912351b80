import { visibleText } from '@losskit/errors';
import Table from 'cli-table3';
import stringWidth from 'string-width';

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};
const GAP = NO_LINES.middle.length;

/** Text of a table, which may come from a file; its colour is given apart, so that what is invisible in it can be shown. */
export type Cell = string | { readonly text: string; readonly colour: (text: string) => string };

function shown(cell: Cell): string {
  return typeof cell === 'string' ? visibleText(cell) : cell.colour(visibleText(cell.text));
}

type Rows = readonly (readonly string[])[];

/** @param lastWidth - Characters of the last column, whose text is broken between words to fit. Default: no limit. */
function draw([head = [], ...rows]: Rows, lastWidth?: number): string {
  const table = new Table({
    head: [...head],
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    ...(lastWidth !== undefined && {
      colWidths: head.map((_, column) => (column === head.length - 1 ? lastWidth : null)),
      wordWrap: true,
    }),
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Columns under headings, without lines. */
export function formatTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return draw([head, ...rows].map((row) => row.map(shown)));
}

function widthOf(rows: Rows, column: number): number {
  return Math.max(...rows.map((row) => stringWidth(row[column] ?? '')));
}

/** Words are never broken. */
function longestWord(rows: Rows, column: number): number {
  return Math.max(...rows.flatMap((row) => (row[column] ?? '').split(' ').map((word) => stringWidth(word))));
}

/** A column is not made narrower than this to keep it. */
const MIN_WIDTH = 24;

/**
 * The table with as many columns as lines of `width` characters hold: those at the right are left out first, and the
 * last one that is kept is broken between words where it is long.
 *
 * @param min - Columns that are shown in any case.
 */
export function fitTable(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  width: number,
  min: number,
): string {
  const all = [head, ...rows].map((row) => row.map(shown));
  for (let columns = head.length; ; columns -= 1) {
    const kept = all.map((row) => row.slice(0, columns));
    const widths = head.slice(0, columns).map((_, column) => widthOf(kept, column));
    const last = widths[columns - 1] ?? 0;
    const left = width - (widths.reduce((sum, one) => sum + one + GAP, 0) - last - GAP);
    if (last <= left) return draw(kept);
    if (left >= MIN_WIDTH || columns <= min)
      return draw(kept, Math.max(left, longestWord(kept, columns - 1)));
  }
}
