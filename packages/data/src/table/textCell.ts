import { isMissing, nearNumber } from './cellText.ts';
import type { ColumnBuilder } from './columnBuilder.ts';
import type { NumberReader } from './numberReader.ts';

/** Adds a cell of text to a column: a number where it spells one, missing where it says so, else a word. */
export function addTextCell(column: ColumnBuilder, row: number, text: string, numbers: NumberReader): void {
  if (isMissing(text)) {
    column.addMissing(row);
    return;
  }
  const plain = text.replace(/^\u2212/, '-');
  const bytes = Buffer.from(plain);
  const value = numbers.read(bytes, 0, bytes.length);
  if (Number.isFinite(value)) column.addNumber(value, () => plain);
  else column.addText({ row, text }, !Number.isNaN(value) || nearNumber(text) !== undefined);
}

/** Adds a cell that a file holds as a number; NaN is missing. */
export function addNumberCell(column: ColumnBuilder, row: number, value: number): void {
  if (Number.isFinite(value)) column.addNumber(value, () => String(value));
  else if (Number.isNaN(value)) column.addMissing(row);
  else column.addText({ row, text: String(value) }, true);
}
