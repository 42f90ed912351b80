import type { LossResult } from '@losskit/study';

import { formatShort } from '../formatNumber.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import type { Words } from '../messages/Words.ts';
import { breakableName } from '../names.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';
import {
  baselineCell,
  differenceCell,
  estimateCell,
  exactCell,
  failuresCell,
  metricFormats,
  rankedCell,
  verdictCell,
} from './rankingCells.ts';

/** A column between the name of a loss and the edge of the table. */
interface Column {
  readonly head: HtmlValue;
  readonly cell: (result: LossResult) => HtmlValue;
  /** Of the trivial model. */
  readonly trivial?: HtmlValue;
  readonly className?: string;
}

/**
 * All losses of a task, best first, with verdict, ranking metric, paired difference and the other metrics;
 * below them what is reached without looking at the inputs.
 */
export function rankingTable({ task }: TaskView, context: ReportContext): Html {
  const { config } = context.result.comparison;
  const { results } = task;
  const { words } = context;
  const { page, ranking } = words;
  const columns = columnsOf(task, config.seeds.length, words);
  const cells = (content: (column: Column) => HtmlValue) =>
    columns.map((column) => html`<td class="${column.className ?? 'number'}">${content(column)}</td>\n`);
  const confidence = `${Number((config.confidence * 100).toPrecision(4))} %`;
  return html`<p class="hint">${page.scrollHint}</p>
<div class="scroll" role="region" aria-label="${ranking.label(task.task)}" tabindex="0">
<table class="ranking" data-sortable="${page.sort}">
<thead><tr>
<th scope="col" class="number">${ranking.rank}</th>
<th scope="col" class="name">${ranking.loss}</th>
${columns.map(({ head, className }) => html`<th scope="col" class="${className ?? 'number'}">${head}</th>\n`)}</tr></thead>
<tbody>
${results.map(
  (result) => html`<tr class="${result.verdict.replaceAll(' ', '-')}">
<td class="number">${result.rank}</td>
<th scope="row" class="name">${lossLabel(result.loss, context.mark(result.loss))}${result.sameAs !== null && html` <span class="direction">${ranking.sameAs(breakableName(result.sameAs))}</span>`}</th>
${cells((column) => column.cell(result))}</tr>\n`,
)}</tbody>
${
  Object.keys(task.trivial).length > 0 &&
  html`<tfoot><tr class="trivial">
<td></td>
<th scope="row" class="name">${ranking.trivial} <span class="direction">${ranking.looksAtNoInput}</span></th>
${cells((column) => column.trivial)}</tr></tfoot>\n`
}</table></div>
<p class="note">${
    config.seeds.length === 1
      ? ranking.oneSeed
      : ranking.means(
          confidence,
          results.some(({ sameAs }) => sameAs !== null),
          html`<a href="#how-to-read">${page.howToRead}</a>`,
        )
  }</p>
<details><summary>${ranking.inSentences}</summary><dl class="verdicts">${results.map(
    (result) =>
      html`<div><dt>${lossLabel(result.loss, context.mark(result.loss))}</dt><dd>${page.explanation(result, task)}${result.failures.reason !== '' && ranking.firstFailure(result.failures.reason)}</dd></div>\n`,
  )}</dl></details>\n`;
}

/** Those that have something to say for this task. */
function columnsOf(task: TaskView['task'], seeds: number, { page, ranking }: Words): readonly Column[] {
  const { results, baseline } = task;
  const formats = metricFormats(task);
  const ranked = formats(task.metric);
  const better = (higherIsBetter: boolean) =>
    html` <span class="direction">${ranking.better(higherIsBetter)}</span>`;
  const columns: readonly (Column | false)[] = [
    { head: ranking.verdict, cell: (result) => verdictCell(result, ranking), className: 'text' },
    {
      head: html`${page.metric(task.metric)}${better(task.higherIsBetter)}`,
      cell: (result) => rankedCell(result, task, ranked, ranking),
      trivial: ranked(task.trivial[task.metric]),
      className: 'number primary',
    },
    {
      head: html`${ranking.difference} <span class="direction">${ranking.whatIsWorse(task.higherIsBetter)}</span>`,
      cell: ({ difference }) => difference && differenceCell(difference, ranked, ranking),
    },
    results.some(({ failures }) => failures.runs > 0) && {
      head: html`${ranking.failures} <span class="direction">${ranking.ofTheRuns}</span>`,
      cell: (result) => failuresCell(result, ranking),
    },
    results.some((result) => result.seeds !== seeds) && {
      head: ranking.seedsUsed,
      cell: (result) => ranking.share(result.seeds, seeds),
    },
    results.some(({ exact }) => exact !== null) && {
      head: html`${ranking.exact} <span class="direction">${ranking.exactParts}</span>`,
      cell: (result) => exactCell(result, task.metric, ranked, ranking),
    },
    baseline !== null && {
      head: html`${ranking.against(breakableName(baseline))} <span class="direction">${ranking.theBaseline}</span>`,
      cell: (result) => (result.loss === baseline ? ranking.baseline : baselineCell(result, ranked, ranking)),
    },
    { head: ranking.learningRate, cell: ({ learningRate }) => formatShort(learningRate) },
    ...task.metrics
      .filter(({ name }) => name !== task.metric)
      .map(
        ({ name, higherIsBetter }): Column => ({
          head: html`${page.metric(name)}${better(higherIsBetter)}`,
          cell: ({ metrics }) => estimateCell(metrics[name], formats(name), ranking),
          trivial: formats(name)(task.trivial[name]),
        }),
      ),
  ];
  return columns.filter((column) => column !== false);
}
