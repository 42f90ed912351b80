import { Command } from 'commander';

import type { TasksOptions } from './runTasks.ts';

/** `losskit tasks` */
export function tasksCommand(): Command {
  return new Command('tasks')
    .description(
      'the built-in tasks: kind of target, rows, source and licence of their data, and what is not installed',
    )
    .option('--json', 'print them as one JSON array')
    .action(async (options: TasksOptions) => {
      const { runTasks } = await import('./runTasks.ts');
      runTasks(options);
    });
}
