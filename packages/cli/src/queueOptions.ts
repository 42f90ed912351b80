import { type Command, Option } from 'commander';

import type { SchedulerOptions } from './cluster/schedulerOptions.ts';

/** The broker's URL, which may hold a password: the environment keeps it out of lists of processes. */
export const queueOption = (what: string): Option =>
  new Option('--queue <url>', `${what}: redis://127.0.0.1:6379, elsewhere rediss://user:password@host`).env(
    'LOSSKIT_QUEUE',
  );

export const dataFromOption = (): Option =>
  new Option(
    '--data-from <folder>',
    'with --queue: the folder, the same for all machines, that holds the data (default: they go through the broker, 64 MiB at most)',
  );

/** The options of a command, whose queue is none where the environment has one and a scheduler was typed. */
export function withoutSurpassedQueue<Options extends SchedulerOptions & { readonly queue?: string }>(
  options: Options,
  command: Command,
): Options {
  const isTyped = command.getOptionValueSource('queue') === 'cli';
  const hasScheduler = options.slurm || options.exportCommands !== undefined;
  if (isTyped || !hasScheduler) return options;
  return { ...options, queue: undefined };
}

/** What was typed, without the password in a broker's URL. */
export function withoutPassword(words: readonly string[]): string[] {
  return words.map((word) => word.replace(/(rediss?:\/\/)[^@/]*@/g, '$1'));
}
