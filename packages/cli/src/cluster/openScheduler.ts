import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExportedCommands, QueueCounts } from '@losskit/cluster/slurm';
import type { OpenExecutor } from '@losskit/study';

import type { ComparisonBar } from '../output/comparisonBar.ts';
import { DEFAULT_ARRAY_SIZE, DEFAULT_TASK_SECONDS, type SchedulerOptions } from './schedulerOptions.ts';

/** In the folder of a comparison, what it shares with the tasks of a cluster. */
const SHARED = 'cluster';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/** Reasons to wait that say nothing. */
const USUAL = ['None', 'Priority', 'Resources'];

function tasksInQueue({ pending, running, reason }: QueueCounts): string {
  const why = pending > 0 && !USUAL.includes(reason) ? ` (${reason})` : '';
  return `Slurm: ${running} running, ${pending} pending${why}`;
}

/**
 * What hands the runs of a comparison to the scheduler that was asked for; undefined where none was.
 *
 * @param folder - The comparison's.
 */
export function openScheduler(
  { slurm = false, partition, time, arraySize, taskSeconds, exportCommands }: SchedulerOptions,
  folder: string,
  bar: ComparisonBar,
  onExported: (exported: ExportedCommands) => void,
): OpenExecutor | undefined {
  if (!slurm && exportCommands === undefined) return undefined;
  return async (contexts, signal) => {
    const cluster = await import('@losskit/cluster/slurm');
    const shared = {
      folder: await cluster.openCellFolder(join(folder, SHARED), JSON.stringify(contexts), bar.note),
      contexts,
      sizes: {
        taskSeconds: taskSeconds ?? DEFAULT_TASK_SECONDS,
        mostTasks: arraySize ?? DEFAULT_ARRAY_SIZE,
      },
      command: cluster.shellWords([process.execPath, ...process.execArgv, MAIN, 'run-bundle']),
    };
    if (exportCommands !== undefined)
      return cluster.exportedCommands({ ...shared, file: exportCommands, signal, onExported });
    return cluster.slurmArray({
      ...shared,
      queue: cluster.slurmQueue({ partition, time }),
      signal,
      onQueue: (counts) => bar.elsewhere(tasksInQueue(counts)),
      onNote: bar.note,
    });
  };
}
