import { LosskitError } from '@losskit/errors';
import { Option } from 'commander';

import { parseInteger } from '../options.ts';

/** How a comparison is handed to a cluster's scheduler. */
export interface SchedulerOptions {
  readonly slurm?: boolean;
  readonly partition?: string;
  readonly time?: string;
  readonly arraySize?: number;
  readonly taskSeconds?: number;
  readonly exportCommands?: string;
}

export const DEFAULT_ARRAY_SIZE = 1000;
export const DEFAULT_TASK_SECONDS = 60;

function wrong(message: string): LosskitError {
  return new LosskitError('option-invalid', message);
}

function matching(option: string, form: RegExp, what: string): (text: string) => string {
  return (text) => {
    if (form.test(text)) return text;
    throw wrong(`${option}: expected ${what}, got '${text}'.`);
  };
}

export const schedulerOptions = (): Option[] => [
  new Option(
    '--slurm',
    'run on a Slurm cluster, in job arrays; the folder of --out has to be on a disk that its nodes share',
  ),
  new Option('--partition <name>', 'slurm: where tasks run (default: as the cluster has it)').argParser(
    matching('--partition', /^[\w.,+-]+$/, 'names of partitions'),
  ),
  new Option(
    '--time <limit>',
    'slurm: the most that a task may take, such as 30, 2:00:00 or 1-0 (default: as the cluster has it)',
  ).argParser(matching('--time', /^\d[\d:-]*$/, 'minutes, hours:minutes:seconds or days-hours')),
  new Option(
    '--array-size <n>',
    `slurm: the most tasks of an array (default: ${DEFAULT_ARRAY_SIZE})`,
  ).argParser(parseInteger('--array-size', 1, 100_000)),
  new Option(
    '--export-commands <file>',
    'write the runs as commands for any other scheduler, one a line; once they are done, the same command goes on with what they did',
  ),
  new Option(
    '--task-seconds <n>',
    `slurm, export-commands: seconds of runs that a task, or a command, does at least (default: ${DEFAULT_TASK_SECONDS})`,
  ).argParser(parseInteger('--task-seconds', 1)),
];

/** Refuses options that can mean nothing together. @throws LosskitError `option-invalid`. */
export function checkSchedulerOptions(
  options: SchedulerOptions & { readonly out?: string; readonly watch?: boolean; readonly queue?: string },
): void {
  const { slurm = false, exportCommands } = options;
  if (options.queue !== undefined && (slurm || exportCommands !== undefined))
    throw wrong('--queue: expected without --slurm and --export-commands, got more than one of them.');
  if (slurm && exportCommands !== undefined)
    throw wrong('--export-commands: expected without --slurm, got both.');
  const ofSlurm = [
    ['--partition', options.partition],
    ['--time', options.time],
    ['--array-size', options.arraySize],
  ] as const;
  for (const [option, value] of ofSlurm)
    if (value !== undefined && !slurm) throw wrong(`${option}: expected with --slurm, got without it.`);
  if (options.taskSeconds !== undefined && !slurm && exportCommands === undefined)
    throw wrong('--task-seconds: expected with --slurm or --export-commands, got without either.');
  if (exportCommands !== undefined && options.out === undefined) {
    throw wrong(
      '--export-commands: expected --out FOLDER with it, where the commands put what they did, got without it.',
    );
  }
  if (exportCommands !== undefined && options.watch)
    throw wrong('--export-commands: expected without --watch, got both.');
}
