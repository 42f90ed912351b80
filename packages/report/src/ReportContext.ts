import type { LossResult, RunRecord, StudyResult, TaskConfig, TaskPreview, TaskResult } from '@losskit/study';
import type { TopLevelSpec } from 'vega-lite';

import { type Html, type HtmlValue, html, trustedHtml } from './html.ts';
import { type LossMark, lossMarks, markAt } from './lossMarks.ts';
import type { Words } from './messages/Words.ts';
import { renderSvg } from './renderSvg.ts';

/** A figure that is also a file of its own. */
export interface NamedFigure {
  readonly name: string;
  readonly svg: string;
}

/** How a figure stands in the report. */
export interface FigurePlace {
  /** Default `figure`. */
  readonly className?: string;
  /** Name of the file that it gets as well, without an ending. Default: none. */
  readonly file?: string;
}

/** What each section of a report draws on. */
export interface ReportContext {
  readonly result: StudyResult;
  readonly words: Words;
  readonly mark: (loss: string) => LossMark;
  /** A figure with its caption. Numbers the figures, so call it in reading order. */
  readonly figure: (spec: TopLevelSpec, caption: HtmlValue, place?: FigurePlace) => Promise<Html>;
  /** Those drawn so far that get a file. */
  readonly named: readonly NamedFigure[];
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

/** What stands in the page for a figure. */
export type DrawFigure = (spec: TopLevelSpec, id: string) => Html | Promise<Html>;

const drawSvg: DrawFigure = async (spec, id) => trustedHtml(await renderSvg(spec, id));

/**
 * Opens a report: gives every loss its mark, and every figure its own ids.
 *
 * @param draw - Default: as SVG.
 */
export function reportContext(result: StudyResult, words: Words, draw: DrawFigure = drawSvg): ReportContext {
  const { comparison } = result;
  const losses = comparison.tasks.flatMap((task) => task.results.map((entry) => entry.loss));
  const marks = lossMarks([...new Set([...comparison.config.losses, ...losses])]);
  const named: NamedFigure[] = [];
  let figures = 0;
  return {
    result,
    words,
    named,
    mark: (loss) => marks.get(loss) ?? markAt(0),
    figure: async (spec, caption, { className = 'figure', file } = {}) => {
      figures += 1;
      const drawn = await draw(spec, `figure-${figures}`);
      if (file !== undefined) named.push({ name: fileName(file, named), svg: drawn.markup });
      return html`<figure class="${className}">${drawn}<figcaption>${caption}</figcaption></figure>\n`;
    },
  };
}

/** A name that every file system takes, and that no other figure has. */
function fileName(wanted: string, taken: readonly NamedFigure[]): string {
  const name = wanted.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 100);
  const number = taken.filter((other) => other.name === name || other.name.startsWith(`${name}~`)).length;
  return number === 0 ? name : `${name}~${number + 1}`;
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
