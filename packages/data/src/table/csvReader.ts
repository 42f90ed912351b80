import { csvSplitter } from './csvSplitter.ts';
import { detectSeparator } from './detectSeparator.ts';
import { describeSeparator, headerNotes } from './header.ts';
import type { TableDialect } from './Table.ts';
import type { PieceReader } from './TableContent.ts';
import type { TableOptions } from './TableOptions.ts';
import { tableProblem } from './tableProblem.ts';
import { tableRows } from './tableRows.ts';
import type { TextEncoding } from './textEncoding.ts';

/** The first line that tells Excel the separator. */
const SEPARATOR_LINE = /^"?sep=([^\w".+\r\n-])"?(?:\r\n|\n|\r)/i;

const ENCODING_NOTES: Readonly<Partial<Record<TextEncoding, string>>> = {
  'windows-1252': 'text that is not UTF-8, read as Windows-1252 (Latin-1)',
  'utf-16le': 'text in UTF-16',
  'utf-16be': 'text in UTF-16',
};

/** How the table was read, where that was decided and is not the usual. */
function dialectNotes({ encoding, separator, decimal }: TableDialect, options: TableOptions): string[] {
  const found: string[] = [];
  if (separator !== ',' && options.separator === undefined)
    found.push(`${describeSeparator(separator)} as separator`);
  if (decimal !== '.' && options.decimal === undefined) found.push('decimal commas');
  const ofText = options.encoding === undefined ? ENCODING_NOTES[encoding] : undefined;
  return [...(found.length > 0 ? [found.join(', ')] : []), ...(ofText ? [ofText] : [])];
}

/**
 * Opens a table in text with a header.
 *
 * @param start - The first piece of it, which tells the separator.
 */
export function csvReader(
  file: string,
  start: Buffer,
  isWhole: boolean,
  options: TableOptions,
  encoding: TextEncoding | undefined,
): PieceReader {
  const said = SEPARATOR_LINE.exec(start.toString('latin1', 0, 16));
  let skipped = said?.[0].length ?? 0;
  const separator = options.separator ?? said?.[1] ?? detectSeparator(start.subarray(skipped), isWhole);
  const rows = tableRows(file, { ...options, separator, encoding });
  const splitter = csvSplitter(file, separator.charCodeAt(0), said ? 2 : 1, rows.add);
  return {
    push(piece, isLast) {
      splitter.push(piece.subarray(skipped), isLast);
      skipped = 0;
    },
    content() {
      const { header, columns } = rows;
      if (header === undefined) {
        throw tableProblem('data-empty', { file }, 'a header and rows', 'blank lines');
      }
      if (rows.rows === 0) throw tableProblem('data-empty', { file }, 'rows under the header', 'none');
      const dialect = rows.dialect();
      const isSelected = options.columns !== undefined;
      const notes = [...dialectNotes(dialect, options), ...headerNotes(header, isSelected)];
      return { header, columns, rows: rows.rows, format: 'text', dialect, notes };
    },
  };
}
