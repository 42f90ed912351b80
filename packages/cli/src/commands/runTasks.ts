import { BUILT_IN_TASKS, builtInTask, type Task } from '@losskit/tasks';

import { fitTable } from '../output/formatTable.ts';
import { jsonLine } from '../output/jsonLine.ts';
import { terminalWidth } from '../output/terminalWidth.ts';

export interface TasksOptions {
  readonly json?: boolean;
}

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

export function runTasks({ json }: TasksOptions): void {
  const tasks = BUILT_IN_TASKS.map(builtInTask);
  process.stdout.write(json ? jsonLine(tasks.map(plainTask)) : `${formatTasks(tasks, terminalWidth())}\n`);
}
