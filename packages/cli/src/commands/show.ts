import { Command } from 'commander';

import type { ShowOptions } from './runShow.ts';

/** `losskit show <loss…>` */
export function showCommand(): Command {
  return new Command('show')
    .description(
      'one loss explained: formula, inputs, options, when to use it, curve; or up to four side by side',
    )
    .argument(
      '<loss...>',
      'a name or an alias as any library writes it; with options if wanted, for the curve: huber:delta=0.5',
    )
    .option('--json', 'print the declarations and the curves as one JSON object')
    .addHelpText(
      'after',
      `
Examples:
  $ losskit show nn.CrossEntropyLoss
  $ losskit show mse huber:delta=0.5
  $ losskit show cross_entropy softmax_focal --json`,
    )
    .action(async (losses: readonly string[], options: ShowOptions) => {
      const { runShow } = await import('./runShow.ts');
      await runShow(losses, options);
    });
}
