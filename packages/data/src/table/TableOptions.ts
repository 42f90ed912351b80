import { checkOptions, LosskitError, rangeError } from '@losskit/errors';
import type { FileSystem } from '@losskit/files';

import type { MissingPolicy } from './missingRows.ts';
import type { Decimal } from './numberReader.ts';
import { TEXT_ENCODINGS, type TextEncoding } from './textEncoding.ts';

/** Options of `readTable`. Separators, decimal marks and encodings are those of tables in text. */
export interface TableOptions {
  /** Names of the columns to read; others may hold anything. Default: all that have a name. */
  readonly columns?: readonly string[] | undefined;
  /** One character of ASCII between cells. Default: comma, semicolon, tab or `|`, whichever fits. */
  readonly separator?: string | undefined;
  /** Decimal mark of numbers. Default: a point, and where the separator is no comma what the first number with a fraction has. */
  readonly decimal?: Decimal | undefined;
  /** Default: what a byte order mark says, else UTF-16 where every second byte is 0, UTF-8 where it is valid, Windows-1252. */
  readonly encoding?: TextEncoding | undefined;
  /** What becomes of rows without a value in a column that is read. Default `'error'`. */
  readonly missing?: MissingPolicy | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Hears how many bytes of the file have been read. */
  readonly onProgress?: ((bytes: number, of: number) => void) | undefined;
  readonly files?: FileSystem | undefined;
}

const OPTION_NAMES: Readonly<Record<keyof TableOptions, true>> = {
  columns: true,
  separator: true,
  decimal: true,
  encoding: true,
  missing: true,
  signal: true,
  onProgress: true,
  files: true,
};

/** @throws RangeError or TypeError for options that are unknown or out of range. */
export function checkTableOptions(options: TableOptions): void {
  checkOptions('readTable', options, Object.keys(OPTION_NAMES));
  const { separator, decimal, encoding, missing } = options;
  if (separator !== undefined && !/^[\t\x20-\x7e]$/.test(separator)) {
    throw rangeError('readTable', 'separator to be one character of ASCII', separator);
  }
  if (separator !== undefined && /["\w.+-]/.test(separator)) {
    throw rangeError('readTable', 'a separator that is no letter, digit, sign, point or quote', separator);
  }
  if (decimal !== undefined && decimal !== '.' && decimal !== ',') {
    throw rangeError('readTable', "decimal to be '.' or ','", decimal);
  }
  if (encoding !== undefined && !TEXT_ENCODINGS.includes(encoding)) {
    throw rangeError('readTable', `encoding to be one of ${TEXT_ENCODINGS.join(', ')}`, encoding);
  }
  if (missing !== undefined && missing !== 'error' && missing !== 'drop') {
    throw rangeError('readTable', "missing to be 'error' or 'drop'", missing);
  }
}

/** Refuses options of text with another kind of table. @throws LosskitError `option-invalid`. */
export function refuseTextOptions(file: string, options: TableOptions, what: string): void {
  const stray = (['separator', 'decimal', 'encoding'] as const).find((name) => options[name] !== undefined);
  if (stray === undefined) return;
  throw new LosskitError(
    'option-invalid',
    `${stray}: expected with a table in text (CSV), got it with ${file}, ${what}.`,
  );
}
