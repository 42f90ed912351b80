import type { LossResult, RunRecord, StudyResult, TaskConfig, TaskPreview, TaskResult } from '@losskit/study';
import type { TopLevelSpec } from 'vega-lite';

import { type Html, type HtmlValue, html, trustedHtml } from './html.ts';
import { type LossMark, lossMarks, markAt } from './lossMarks.ts';
import { renderSvg } from './renderSvg.ts';

/** What each section of a report draws on. */
export interface ReportContext {
  readonly result: StudyResult;
  readonly mark: (loss: string) => LossMark;
  /** A figure with its caption. Numbers the figures, so call it in reading order. */
  readonly figure: (spec: TopLevelSpec, caption: HtmlValue, className?: string) => Promise<Html>;
}

/** One task with all that belongs to it, its runs in the order of the seeds. */
export interface TaskView {
  readonly task: TaskResult;
  readonly config: TaskConfig | undefined;
  readonly preview: TaskPreview;
  /** Best first; of losses that train the same weights the first, which figures draw for all of them. */
  readonly distinct: readonly LossResult[];
  readonly runsOf: (loss: string) => readonly RunRecord[];
  /** The ranking metric of the trivial model on the data of a seed, where any run of that seed knows it. */
  readonly trivialAt: (seed: number) => number | undefined;
}

/** Opens a report: gives every loss its mark, and every figure its own ids. */
export function reportContext(result: StudyResult): ReportContext {
  const { comparison } = result;
  const named = comparison.tasks.flatMap((task) => task.results.map((entry) => entry.loss));
  const marks = lossMarks([...new Set([...comparison.config.losses, ...named])]);
  let figures = 0;
  return {
    result,
    mark: (loss) => marks.get(loss) ?? markAt(0),
    figure: async (spec, caption, className = 'figure') => {
      figures += 1;
      const svg = await renderSvg(spec, `figure-${figures}`);
      return html`<figure class="${className}">${trustedHtml(svg)}<figcaption>${caption}</figcaption></figure>\n`;
    },
  };
}

/** The task's own part of a study. */
export function taskView(result: StudyResult, task: TaskResult): TaskView {
  const seedOrder = new Map(result.comparison.config.seeds.map((seed, index) => [seed, index]));
  const byLoss = new Map<string, RunRecord[]>();
  const trivial = new Map<number, number>();
  for (const run of result.runs) {
    if (run.task !== task.task) continue;
    const runs = byLoss.get(run.loss) ?? [];
    runs.push(run);
    const value = run.trivial[task.metric];
    if (value !== undefined) trivial.set(run.seed, value);
    byLoss.set(run.loss, runs);
  }
  for (const runs of byLoss.values()) {
    runs.sort((a, b) => (seedOrder.get(a.seed) ?? 0) - (seedOrder.get(b.seed) ?? 0));
  }
  return {
    task,
    config: result.comparison.config.tasks.find((config) => config.task === task.task),
    preview: result.previews.find((preview) => preview.task === task.task) ?? { task: task.task },
    distinct: task.results.filter(({ sameAs }) => sameAs === null),
    runsOf: (loss) => byLoss.get(loss) ?? [],
    trivialAt: (seed) => trivial.get(seed),
  };
}
