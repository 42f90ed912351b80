import { KIND_NAMES } from '@losskit/tasks/kind-names';
import { Command, Option } from 'commander';

import type { ListOptions } from './runList.ts';

/** `losskit list` */
export function listCommand(): Command {
  return new Command('list')
    .description('the losses, the targets that they fit, their inputs and options')
    .addOption(new Option('--for <kind>', 'only those that fit this kind of target').choices(KIND_NAMES))
    .option('--json', 'print the declarations as one JSON array')
    .action(async (options: ListOptions) => {
      const { runList } = await import('./runList.ts');
      runList(options);
    });
}
