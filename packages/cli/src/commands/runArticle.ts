import { join } from 'node:path';
import {
  allClaims,
  articleReport,
  figureFiles,
  type Language,
  measureClaims,
  PROGRESS_WORDS,
  runExperiments,
} from '@losskit/article';
import { LosskitError } from '@losskit/errors';
import { writeWholeFile } from '@losskit/files';

import type { Interruption } from '../interruption.ts';
import { comparisonBar } from '../output/comparisonBar.ts';
import { describeChoice } from '../output/describeChoice.ts';
import { formatClaimCounts } from '../output/formatClaimCounts.ts';
import { jsonLine } from '../output/jsonLine.ts';

export interface ArticleCommandOptions {
  readonly lang: Language;
  readonly out: string;
  readonly data?: string;
  readonly seeds: number;
  readonly jobs: number;
  readonly json?: boolean;
}

export async function runArticle(
  options: ArticleCommandOptions,
  { signal, exitCode }: Interruption,
): Promise<void> {
  const { lang, out, data, seeds, jobs } = options;
  const words = PROGRESS_WORDS[lang];
  let bar = comparisonBar(words.comparison);
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
        bar = comparisonBar(words.comparison);
        bar.note(words.comparison?.backend(task, backend.name) ?? describeChoice(task, backend));
      },
      onContinue: () => bar.note(words.continuing),
      onProgress: (progress) => bar.update(progress),
      onExperiment: (experiment) => {
        bar.stop();
        bar.note(words.experiments[experiment]);
      },
    });
    bar.note(words.measuring(allClaims.length));
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
        ? jsonLine(result)
        : `${formatClaimCounts(checked, words)}\n${words.finished(seconds, join(out, 'article.html'))}\n`,
    );
  } catch (error) {
    bar.stop();
    if (exitCode() !== undefined && error instanceof LosskitError && error.code === 'interrupted') {
      bar.note(words.stopped(out));
    }
    throw error;
  }
}
