import type { LossResult } from '@losskit/study';

import { formatShort } from '../formatNumber.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import { breakableName, metricTitle } from '../names.ts';
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
  const columns = columnsOf(task, config.seeds.length);
  const cells = (content: (column: Column) => HtmlValue) =>
    columns.map((column) => html`<td class="${column.className ?? 'number'}">${content(column)}</td>\n`);
  const confidence = `${Number((config.confidence * 100).toPrecision(4))} %`;
  return html`<p class="hint">The table goes on at the right: scroll it sideways.</p>
<div class="scroll" role="region" aria-label="Ranking of the losses on ${task.task}" tabindex="0">
<table class="ranking" data-sortable="">
<thead><tr>
<th scope="col" class="number">rank</th>
<th scope="col" class="name">loss</th>
${columns.map(({ head, className }) => html`<th scope="col" class="${className ?? 'number'}">${head}</th>\n`)}</tr></thead>
<tbody>
${results.map(
  (result) => html`<tr class="${result.verdict.replaceAll(' ', '-')}">
<td class="number">${result.rank}</td>
<th scope="row" class="name">${lossLabel(result.loss, context.mark(result.loss))}${result.sameAs !== null && html` <span class="direction">same as ${breakableName(result.sameAs)}</span>`}</th>
${cells((column) => column.cell(result))}</tr>\n`,
)}</tbody>
${
  Object.keys(task.trivial).length > 0 &&
  html`<tfoot><tr class="trivial">
<td></td>
<th scope="row" class="name">trivial model <span class="direction">looks at no input</span></th>
${cells((column) => column.trivial)}</tr></tfoot>\n`
}</table></div>
<p class="note">${config.seeds.length === 1 ? 'One seed: no interval and no test can be given.' : `Means over the seeds on the held-out test part, with ${confidence} intervals below them. ${results.some(({ sameAs }) => sameAs !== null) ? 'Figures draw losses that are the same once, under the first name. ' : ''}What the verdicts mean stands under `}${config.seeds.length > 1 && html`<a href="#how-to-read">How to read this</a>.`}</p>
<details><summary>The verdicts in full sentences</summary><dl class="verdicts">${results.map(
    (result) =>
      html`<div><dt>${lossLabel(result.loss, context.mark(result.loss))}</dt><dd>${result.explanation}${result.failures.reason !== '' && ` The first run that failed: ${result.failures.reason}`}</dd></div>\n`,
  )}</dl></details>\n`;
}

/** Those that have something to say for this task. */
function columnsOf(task: TaskView['task'], seeds: number): readonly Column[] {
  const { results, baseline } = task;
  const formats = metricFormats(task);
  const ranked = formats(task.metric);
  const better = (higherIsBetter: boolean) =>
    html` <span class="direction">${higherIsBetter ? 'higher is better' : 'lower is better'}</span>`;
  const columns: readonly (Column | false)[] = [
    { head: 'verdict', cell: verdictCell, className: 'text' },
    {
      head: html`${metricTitle(task.metric)}${better(task.higherIsBetter)}`,
      cell: (result) => rankedCell(result, task, ranked),
      trivial: ranked(task.trivial[task.metric]),
      className: 'number primary',
    },
    {
      head: html`difference to the best <span class="direction">${task.higherIsBetter ? 'below' : 'above'} 0 is worse</span>`,
      cell: ({ difference }) => difference && differenceCell(difference, ranked),
    },
    results.some(({ failures }) => failures.runs > 0) && {
      head: html`failures <span class="direction">of the runs</span>`,
      cell: failuresCell,
    },
    results.some((result) => result.seeds !== seeds) && {
      head: 'seeds used',
      cell: (result) => `${result.seeds} of ${seeds}`,
    },
    results.some(({ exact }) => exact !== null) && {
      head: html`exact minimiser <span class="direction">gap to it, excess loss</span>`,
      cell: (result) => exactCell(result, task.metric, ranked),
    },
    baseline !== null && {
      head: html`against ${breakableName(baseline)} <span class="direction">the baseline</span>`,
      cell: (result) => (result.loss === baseline ? 'baseline' : baselineCell(result, ranked)),
    },
    { head: 'learning rate', cell: ({ learningRate }) => formatShort(learningRate) },
    ...task.metrics
      .filter(({ name }) => name !== task.metric)
      .map(
        ({ name, higherIsBetter }): Column => ({
          head: html`${metricTitle(name)}${better(higherIsBetter)}`,
          cell: ({ metrics }) => estimateCell(metrics[name], formats(name)),
          trivial: formats(name)(task.trivial[name]),
        }),
      ),
  ];
  return columns.filter((column) => column !== false);
}
