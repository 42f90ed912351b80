import { Command } from 'commander';

import { parseNames } from '../options.ts';
import type { ListOptions } from './runList.ts';

/** `losskit list` */
export function listCommand(): Command {
  return new Command('list')
    .description('the losses, the targets that they fit, their inputs and options')
    .option(
      '--for <words>',
      'only those of a family, a kind of target or an input, with commas those of all: boxes; multiclass; classification,probabilities',
      parseNames('--for'),
    )
    .option('--json', 'print the declarations as one JSON array')
    .action(async (options: ListOptions) => {
      const { runList } = await import('./runList.ts');
      runList(options);
    });
}
