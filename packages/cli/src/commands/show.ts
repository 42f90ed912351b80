import { Command } from 'commander';

import type { ShowOptions } from './runShow.ts';

/** `losskit show <loss>` */
export function showCommand(): Command {
  return new Command('show')
    .description('one loss explained: formula, inputs, options, when to use it, curve')
    .argument('<loss>', 'its name or an alias; with options if wanted, for the curve: huber:delta=0.5')
    .option('--json', 'print the declaration and the curve as one JSON object')
    .action(async (loss: string, options: ShowOptions) => {
      const { runShow } = await import('./runShow.ts');
      await runShow(loss, options);
    });
}
