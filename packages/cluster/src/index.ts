export { type Cell, cellId, cellSchema, contextDigest } from './cells/Cell.ts';
export {
  type CellResult,
  cellResultSchema,
  digestOfRun,
  MAX_RESULT_BYTES,
  readCellResult,
} from './cells/CellResult.ts';
export { runCell } from './cells/runCell.ts';
