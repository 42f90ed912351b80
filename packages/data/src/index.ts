export { type ColumnScaler, columnScaler } from './columnScaler.ts';
export { encodePng, pngDataUri } from './encodePng.ts';
export {
  type LabelledPictures,
  type PictureFolder,
  type PictureFolderOptions,
  readPictureFolder,
} from './readPictureFolder.ts';
export { type Column, readTable, type Table } from './readTable.ts';
export {
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
export { tableProblem } from './tableProblem.ts';
