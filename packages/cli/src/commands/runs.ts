import { Command } from 'commander';

import type { RunsOptions } from './runRuns.ts';

/** `losskit runs [folder]` */
export function runsCommand(): Command {
  return new Command('runs')
    .description('the comparisons that a folder holds: when, which tasks, how many runs, how large')
    .argument('[folder]', 'where to look, in it and in the folders in it', 'runs')
    .option('--json', 'print them as one JSON array')
    .action(async (folder: string, options: RunsOptions) => {
      const { runRuns } = await import('./runRuns.ts');
      await runRuns(folder, options);
    });
}
