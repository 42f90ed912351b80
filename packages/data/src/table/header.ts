import { describeValue, withNearestName } from '@losskit/errors';

import { cleanText, isMissing, nearNumber } from './cellText.ts';
import { tableProblem } from './tableProblem.ts';

const NAMES_SHOWN = 5;

/** The names of a table's columns. */
export interface Header {
  readonly file: string;
  /** Their line in the file, where they have one. */
  readonly row?: number | undefined;
  /** Empty for columns without a name. */
  readonly names: readonly string[];
  /** How it was read, for messages: `4 columns with ',' as separator`. */
  readonly reading: string;
}

/** How a separator is written in messages. */
export function describeSeparator(separator: string): string {
  return separator === '\t' ? 'tab' : describeValue(separator);
}

/** How many columns were found, and with what. */
export function describeColumns(count: number, separator?: string): string {
  const columns = count === 1 ? '1 column' : `${count} columns`;
  return separator === undefined ? columns : `${columns} with ${describeSeparator(separator)} as separator`;
}

/** Where a column stands. @throws LosskitError `column-missing` with the nearest name; `data-malformed` for two. */
export function placeOf({ file, row, names, reading }: Header, name: string): number {
  const wanted = cleanText(name);
  const place = wanted === '' ? -1 : names.indexOf(wanted);
  if (place === -1) {
    const known = names.filter(Boolean);
    const got = `${describeValue(known.join(', '))}, ${reading}`;
    throw tableProblem('column-missing', { file, row }, `a column ${withNearestName(name, known)}`, got);
  }
  if (names.lastIndexOf(wanted) !== place) {
    const count = names.filter((one) => one === wanted).length;
    throw tableProblem('data-malformed', { file, row }, `one column ${describeValue(name)}`, count);
  }
  return place;
}

function isNumber(name: string): boolean {
  return isMissing(name) || nearNumber(name) !== undefined || Number.isFinite(Number(name));
}

/**
 * Refuses a first row of numbers, unless these can be names: whole ones, such as years, all different and among them those that
 * are asked for.
 */
export function checkIsHeader({ file, row, names }: Header, asked: readonly string[]): void {
  if (!names.every(isNumber)) return;
  const areNames =
    asked.length > 0 && names.every((name) => /^\d+$/.test(name)) && new Set(names).size === names.length;
  if (areNames && asked.every((name) => names.includes(cleanText(name)))) return;
  const what = 'a header with the names of the columns';
  throw tableProblem('data-malformed', { file, row }, what, 'no names');
}

/** What a reader of the results should know of the header. */
export function headerNotes({ row, names }: Header, isSelected: boolean): string[] {
  const notes: string[] = [];
  if (names.every((name) => name !== '' && isNumber(name))) {
    const more = names.length > NAMES_SHOWN ? ', …' : '';
    notes.push(`row ${row} is taken for names: ${names.slice(0, NAMES_SHOWN).join(', ')}${more}`);
  }
  // The last ones are what separators at the end of a line make.
  const unnamed = names.flatMap((name, place) =>
    name === '' && names.slice(place).some(Boolean) ? [place + 1] : [],
  );
  if (unnamed.length > 0 && !isSelected) {
    const which = unnamed.length === 1 ? 'column' : 'columns';
    notes.push(
      `left out ${which} ${unnamed.slice(0, NAMES_SHOWN).join(', ')}, which ${unnamed.length === 1 ? 'has' : 'have'} no name`,
    );
  }
  return notes;
}
