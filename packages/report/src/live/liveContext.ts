import type { ComparisonConfig, RunRecord, StudyResult, TaskPreview, TaskResult } from '@losskit/study';
import type { TopLevelSpec } from 'vega-lite';

import { type Html, html } from '../html.ts';
import { wordsIn } from '../messages/wordsIn.ts';
import { type ReportContext, reportContext } from '../ReportContext.ts';
import type { LiveSection } from './LiveTask.ts';

/** As much of a study as there is. */
export function studySoFar(
  config: ComparisonConfig,
  tasks: readonly TaskResult[],
  runs: readonly RunRecord[],
  previews: readonly TaskPreview[],
): StudyResult {
  return { comparison: { version: 2, config, tasks }, runs, previews, timings: { total: 0, runs: [] } };
}

/** Makes a part of a page, in which a figure is a place that the page draws it into. */
export async function liveSection(
  id: string,
  study: StudyResult,
  write: (context: ReportContext) => Html | Promise<Html>,
): Promise<LiveSection> {
  const figures: Record<string, TopLevelSpec> = {};
  const context = reportContext(study, wordsIn('en'), (spec, name) => {
    const place = `${id}-${name}`;
    figures[place] = spec;
    const description = typeof spec.description === 'string' ? spec.description : '';
    return html`<div class="plot" id="${place}" role="img" aria-label="${description}"></div>`;
  });
  const { markup } = await write(context);
  return { id, markup, figures };
}
