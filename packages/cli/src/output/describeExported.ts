import type { ExportedCommands } from '@losskit/cluster/slurm';

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What is to be done with commands that were written for a scheduler. */
export function describeExported({ file, commands, runs }: ExportedCommands): string {
  return (
    `${counted(runs, 'run')} to do: ${file} has ${counted(commands, 'command')} for them, one a line. ` +
    'Have them done, all at once or some, in any order; then the same losskit compare goes on with what they did.'
  );
}
