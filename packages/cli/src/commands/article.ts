import { join } from 'node:path';
import {
  allClaims,
  articleReport,
  figureFiles,
  type Language,
  measureClaims,
  runExperiments,
} from '@losskit/article';
import { LosskitError } from '@losskit/errors';
import { writeWholeFile } from '@losskit/files';
import { Command, Option } from 'commander';

import type { Interruption } from '../interruption.ts';
import { defaultJobs, parseInteger } from '../options.ts';
import { comparisonBar } from '../output/comparisonBar.ts';
import { describeChoice } from '../output/describeChoice.ts';
import { formatClaimCounts } from '../output/formatClaimCounts.ts';

interface ArticleCommandOptions {
  readonly lang: Language;
  readonly out: string;
  readonly data?: string;
  readonly seeds: number;
  readonly jobs: number;
  readonly json?: boolean;
}

/**
 * Chinese where the machine speaks it, else English. The variables first: Node does not take the language
 * from all of them.
 */
function defaultLanguage(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const locale = LC_ALL || LC_MESSAGES || LANG || new Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.startsWith('zh') ? 'zh' : 'en';
}

async function runArticle(options: ArticleCommandOptions, { signal, exitCode }: Interruption): Promise<void> {
  const { lang, out, data, seeds, jobs } = options;
  let bar = comparisonBar();
  const started = performance.now();
  try {
    const experiments = await runExperiments({
      seeds,
      jobs,
      photographs: data,
      folder: join(out, 'study'),
      signal,
      onBackend(task, backend) {
        // Each comparison counts from the start.
        bar.stop();
        bar = comparisonBar();
        bar.note(describeChoice(task, backend));
      },
      onContinue: () => bar.note('Continuing the interrupted comparison.'),
      onProgress: (progress) => bar.update(progress),
      onExperiment: (experiment) => {
        bar.stop();
        bar.note(`Training on ${experiment}.`);
      },
    });
    bar.note(`Measuring ${allClaims.length} claims.`);
    const checked = await measureClaims(experiments, { signal });
    const result = {
      version: 1,
      claims: checked.map(({ claim: { id, article, quote }, verdict, quantities }) => ({
        id,
        article,
        quote,
        verdict,
        quantities,
      })),
      comparisons: [experiments.studies.linear.comparison, experiments.studies.fruit.comparison],
      bowls: experiments.bowls,
      unknownFruit: { losses: experiments.unknownFruit.losses },
    };
    const files = [...(await articleReport(experiments, checked, lang)), ...(await figureFiles(experiments))];
    for (const [name, content] of files) await writeWholeFile(join(out, name), content);
    await writeWholeFile(join(out, 'article.json'), `${JSON.stringify(result, null, 2)}\n`);
    const seconds = Math.round((performance.now() - started) / 1000);
    process.stdout.write(
      options.json
        ? `${JSON.stringify(result)}\n`
        : `${formatClaimCounts(checked)}\n${seconds} s. Report: ${join(out, 'article.html')}\n`,
    );
  } catch (error) {
    bar.stop();
    if (exitCode() !== undefined && error instanceof LosskitError && error.code === 'interrupted') {
      process.stderr.write(
        `Stopped. The comparison's finished runs are kept: the same command with --out ${out} continues there.\n`,
      );
    }
    throw error;
  }
}

/** `losskit article` */
export function articleCommand(interruption: Interruption): Command {
  return new Command('article')
    .description('what five articles say about losses, claim by claim, and the case study')
    .addOption(
      new Option('--lang <language>', 'zh or en (default: as the machine speaks)')
        .choices(['zh', 'en'])
        .default(defaultLanguage(), 'as the machine speaks'),
    )
    .option('--out <folder>', 'where the report goes', 'article')
    .option('--data <folder>', 'photographs for the three fruits, as in compare')
    .option('--seeds <n>', 'paired repetitions, at least 2', parseInteger('--seeds', 2), 5)
    .option('--jobs <n>', 'runs at the same time', parseInteger('--jobs', 1), defaultJobs())
    .option('--json', 'print claims and comparisons as one JSON object')
    .action((options: ArticleCommandOptions) => runArticle(options, interruption));
}
