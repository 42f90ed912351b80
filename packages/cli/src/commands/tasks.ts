import { BUILT_IN_TASKS, builtInTask, type Task } from '@losskit/tasks';
import { Command } from 'commander';

import { fitTable } from '../output/formatTable.ts';
import { jsonLine } from '../output/jsonLine.ts';
import { terminalWidth } from '../output/terminalWidth.ts';

const HEAD = ['task', 'targets', 'ranked by', 'seeds', 'data'];

/** Columns that a narrow terminal keeps. */
const MIN_COLUMNS = 3;

/** What a task says of itself before its data, which may have to be drawn first, are there. */
function plainTask({ name, kind, rankBy, sampling, origin, losses }: Task) {
  return {
    task: name,
    kind,
    metric: rankBy.name,
    higherIsBetter: rankBy.higherIsBetter,
    sampling,
    origin,
    losses: losses.map((loss) => loss.name),
  };
}

function formatOrigin(origin: Task['origin']): string {
  return origin && 'description' in origin ? origin.description : '';
}

function formatTasks(tasks: readonly Task[], width: number): string {
  const rows = tasks.map(({ name, kind, rankBy, sampling, origin }) => [
    name,
    kind,
    rankBy.name,
    sampling,
    formatOrigin(origin),
  ]);
  return fitTable(HEAD, rows, width, MIN_COLUMNS);
}

/** `losskit tasks` */
export function tasksCommand(): Command {
  return new Command('tasks')
    .description('the built-in tasks: kind of target, what ranks, and the rows of their data')
    .option('--json', 'print them as one JSON array')
    .action(({ json }: { readonly json?: boolean }) => {
      const tasks = BUILT_IN_TASKS.map(builtInTask);
      process.stdout.write(
        json ? jsonLine(tasks.map(plainTask)) : `${formatTasks(tasks, terminalWidth())}\n`,
      );
    });
}
