import { Command } from 'commander';

import { languageOption } from '../options.ts';
import type { ReportCommandOptions } from './runReport.ts';

/** `losskit report <folder>` */
export function reportCommand(): Command {
  return new Command('report')
    .description(
      'the report of a comparison that a folder holds, drawn anew, with figures/ as SVG and PNG; nothing is trained',
    )
    .argument('<folder>', 'what compare wrote: runs/… or its --out (losskit runs lists them)')
    .addOption(languageOption())
    .action(async (folder: string, options: ReportCommandOptions) => {
      const { runReport } = await import('./runReport.ts');
      await runReport(folder, options);
    });
}
