/** Runs of a comparison on a cluster with a batch scheduler, through a folder that its machines share. */

export { shellWords } from './shellWords.ts';
export type { TaskSizes } from './slurm/awaitedRuns.ts';
export { type CellFolder, openCellFolder } from './slurm/cellFolder.ts';
export { type ExportedCommands, exportedCommands } from './slurm/exportedCommands.ts';
export { runBundle } from './slurm/runBundle.ts';
export { type QueueCounts, slurmArray } from './slurm/slurmArray.ts';
export { type SlurmOptions, slurmQueue } from './slurm/slurmCommands.ts';
