import { tableProblem } from './tableProblem.ts';

const [TAB, LF, CR, SPACE, QUOTE] = [9, 10, 13, 32, 34];

/** A row as long as this is none: a quote was left open, or the file has no lines. */
const MAX_ROW_BYTES = 2 ** 22;
/** As many as a sheet of Excel has. */
const MAX_CELLS = 2 ** 14;

/** The cells of one row as places in the bytes; valid until the row's callback returns. */
export interface RowCells {
  readonly bytes: Buffer;
  readonly count: number;
  /** Line of the file in which the row begins, from 1. */
  readonly row: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 where the cell stood in quotes, 2 where it has doubled quotes inside. */
  readonly quotes: Uint8Array;
}

/** Takes a file in pieces. @throws LosskitError `data-malformed`, naming the row. */
export interface CsvSplitter {
  push(piece: Buffer, isLast: boolean): void;
}

function countLines(bytes: Buffer, start: number, end: number): number {
  let lines = 0;
  for (let place = start; place < end; place++) {
    const byte = bytes[place];
    if (byte === LF || (byte === CR && bytes[place + 1] !== LF)) lines++;
  }
  return lines;
}

/**
 * Splits text into rows and cells as RFC 4180 says, with any line ends, blanks around cells passed over, and blank lines left
 * out. It works on bytes and gives places, because parsers that make a string and an array per row take ten times as long.
 */
export function csvSplitter(
  file: string,
  separator: number,
  firstRow: number,
  onRow: (cells: RowCells) => void,
): CsvSplitter {
  const starts = new Int32Array(MAX_CELLS);
  const ends = new Int32Array(MAX_CELLS);
  const quotes = new Uint8Array(MAX_CELLS);
  let row = firstRow;
  let rest: Buffer = Buffer.alloc(0);

  const malformed = (what: string, got: string) => tableProblem('data-malformed', { file, row }, what, got);
  const isBlank = (byte: number | undefined) => (byte === SPACE || byte === TAB) && byte !== separator;

  /** The place after a row, or -1 where the rest of it has not come yet. */
  function scan(bytes: Buffer, from: number, isLast: boolean): number {
    const { length } = bytes;
    let place = from;
    let count = 0;
    let lines = 0;
    for (;;) {
      while (isBlank(bytes[place])) place++;
      let start = place;
      let end: number;
      let quoted = 0;
      if (bytes[place] === QUOTE) {
        quoted = 1;
        start = ++place;
        for (;;) {
          end = bytes.indexOf(QUOTE, place);
          if (end === -1 && isLast) {
            throw malformed('quotes around whole cells, doubled inside', 'a quote that is never closed');
          }
          if (end === -1 || (end + 1 === length && !isLast)) return -1;
          place = end + 1;
          if (bytes[place] !== QUOTE) break;
          quoted = 2;
          place++;
        }
        lines += countLines(bytes, start, end);
        while (isBlank(bytes[place])) place++;
      } else {
        let byte = bytes[place];
        while (place < length && byte !== separator && byte !== LF && byte !== CR) byte = bytes[++place];
        end = place;
        while (end > start && isBlank(bytes[end - 1])) end--;
      }
      if (place >= length && !isLast) return -1;
      if (count === MAX_CELLS) throw malformed(`at most ${MAX_CELLS} cells`, 'more');
      starts[count] = start;
      ends[count] = end;
      quotes[count] = quoted;
      count++;
      const byte = bytes[place];
      if (byte === separator) {
        place++;
        continue;
      }
      if (byte !== undefined && byte !== LF && byte !== CR) {
        throw malformed('quotes around whole cells, doubled inside', 'text after a closing quote');
      }
      if (byte === CR && place + 1 === length && !isLast) return -1;
      if (count > 1 || quoted > 0 || end > start) onRow({ bytes, count, row, starts, ends, quotes });
      row += lines + 1;
      return Math.min(length, place + (byte === CR && bytes[place + 1] === LF ? 2 : 1));
    }
  }

  return {
    push(piece, isLast) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
      let from = 0;
      while (from < bytes.length) {
        const next = scan(bytes, from, isLast);
        if (next === -1) break;
        from = next;
      }
      rest = isLast ? Buffer.alloc(0) : bytes.subarray(from);
      if (rest.length > MAX_ROW_BYTES) {
        const what = `a row of at most ${MAX_ROW_BYTES / 2 ** 20} MiB`;
        throw malformed(what, 'a longer one; is a quote left open there?');
      }
    },
  };
}
