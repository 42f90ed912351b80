import { AXES } from '@losskit/losses/axes';
import { Command, Option } from 'commander';
import type { PlotOptions } from './runPlot.ts';

/** `losskit plot <loss…>` */
export function plotCommand(): Command {
  return new Command('plot')
    .description('a figure of losses and their slopes')
    .argument('<loss...>', 'names, with options if wanted: huber, huber:delta=0.5, barron:alpha=-2,scale=3')
    .option('--out <file>', 'an .svg or .png file (default: named after the losses)')
    .addOption(
      new Option('--option <name=values>', 'for every loss that has it, one curve per value: delta=0.5,1,2')
        .default([], 'none')
        .argParser((text: string, before: readonly string[]) => [...before, text]),
    )
    .addOption(
      new Option('--over <axis>', 'what to draw over (default: what the losses share)').choices(
        Object.keys(AXES),
      ),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ losskit plot l1 smoothL1 mse --out regression.svg
  $ losskit plot crossEntropy categoricalFocal --option gamma=1,2,5 --out focal.png
  $ losskit plot zeroOne hinge squaredHinge softMargin perceptron --over margin`,
    )
    .action(async (losses: readonly string[], options: PlotOptions) => {
      const { runPlot } = await import('./runPlot.ts');
      await runPlot(losses, options);
    });
}
