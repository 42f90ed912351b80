import type { Language } from '@losskit/article';
import { COMPARE_LIMITS } from '@losskit/study/limits';
import { Command, Option } from 'commander';

import type { Interruption } from '../interruption.ts';
import { jobsOption, parseInteger } from '../options.ts';
import type { ArticleCommandOptions } from './runArticle.ts';

/**
 * Chinese where the machine speaks it, else English. The variables first: Node does not take the language
 * from all of them.
 */
function defaultLanguage(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const locale = LC_ALL || LC_MESSAGES || LANG || new Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.startsWith('zh') ? 'zh' : 'en';
}

/** `losskit article` */
export function articleCommand(interruption: Interruption): Command {
  return new Command('article')
    .description('what five articles say about losses, claim by claim, and the case study')
    .addOption(
      new Option('--lang <language>', 'language of the report and of what is printed')
        .choices(['zh', 'en'])
        .default(defaultLanguage(), 'as the machine speaks'),
    )
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
