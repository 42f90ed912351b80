export { type Cell, cellId, cellSchema, contextDigest } from './cells/Cell.ts';
export {
  type CellResult,
  cellResultSchema,
  digestOfRun,
  MAX_RESULT_BYTES,
  readCellResult,
} from './cells/CellResult.ts';
export { runCell } from './cells/runCell.ts';
export { brokerAddress, shownAddress } from './queue/brokerAddress.ts';
export { type BullQueueOptions, bullQueue } from './queue/bullQueue.ts';
export { type QueueWorkerOptions, workOnQueue } from './queue/queueWorker.ts';
export type { Crew } from './queue/workerName.ts';
