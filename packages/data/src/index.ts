export { type CsvTaskOptions, csvTask } from './csvTask.ts';
export { encodePng, pngDataUri } from './encodePng.ts';
export { type FruitBowls, fruitBowls } from './fruitBowls.ts';
export { type FruitTaskOptions, fruitTask } from './fruitTask.ts';
export { type ImageFolderTaskOptions, imageFolderTask } from './imageFolderTask.ts';
export { type LinearTaskOptions, linearTask } from './linearTask.ts';
export { pineapplePictures } from './pineapplePictures.ts';
export { oneHotRows, rowSize, rowsTensor, takeRows } from './rows.ts';
export {
  type Batch,
  type BatchableRows,
  type BatchOptions,
  type SeededBatches,
  seededBatches,
} from './seededBatches.ts';
export { type Plane, type Scaler, standardize } from './standardize.ts';
export type * from './Task.ts';
