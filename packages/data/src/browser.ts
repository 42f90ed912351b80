// What needs no file: all that the package has in browsers.
export { type ColumnScaler, columnScaler } from './columnScaler.ts';
export { encodePng, pngDataUri } from './encodePng.ts';
export {
  type FloatRows,
  isFloats,
  isRows,
  mapRows,
  type NamedRows,
  oneHotRows,
  type Rows,
  rowSize,
  rowsTensor,
  takeRows,
} from './rows.ts';
export {
  type Batch,
  type BatchableRows,
  type BatchOptions,
  type SeededBatches,
  seededBatches,
} from './seededBatches.ts';
export { stratifiedSplit } from './stratifiedSplit.ts';
export { MAX_CATEGORIES } from './table/columnBuilder.ts';
export type { MissingPolicy } from './table/missingRows.ts';
export type { Decimal } from './table/numberReader.ts';
export type { Categories, Column, Table, TableDialect, TableFormat } from './table/Table.ts';
export type { TableOptions } from './table/TableOptions.ts';
export { tableProblem } from './table/tableProblem.ts';
export { TEXT_ENCODINGS, type TextEncoding } from './table/textEncoding.ts';
