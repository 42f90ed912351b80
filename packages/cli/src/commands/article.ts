import { COMPARE_LIMITS } from '@losskit/study/limits';
import { Command } from 'commander';

import type { Interruption } from '../interruption.ts';
import { jobsOption, languageOption, parseInteger } from '../options.ts';
import type { ArticleCommandOptions } from './runArticle.ts';

/** `losskit article` */
export function articleCommand(interruption: Interruption): Command {
  return new Command('article')
    .description('what five articles say about losses, claim by claim, and the case study')
    .addOption(languageOption('language of the report and of what is printed'))
    .option('--out <folder>', 'where the report goes', 'article')
    .option('--data <folder>', 'photographs for the three fruits, as in compare')
    .option(
      '--seeds <n>',
      'paired repetitions, at least 2',
      parseInteger('--seeds', 2, COMPARE_LIMITS.seeds),
      5,
    )
    .addOption(jobsOption())
    .option('--json', 'print claims and comparisons as one JSON object')
    .action(async (options: ArticleCommandOptions) => {
      const { runArticle } = await import('./runArticle.ts');
      await runArticle(options, interruption);
    });
}
