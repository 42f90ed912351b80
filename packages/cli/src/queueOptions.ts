import { Option } from 'commander';

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

/** What was typed, without the password in a broker's URL. */
export function withoutPassword(words: readonly string[]): string[] {
  return words.map((word) => word.replace(/(rediss?:\/\/)[^@/]*@/g, '$1'));
}
