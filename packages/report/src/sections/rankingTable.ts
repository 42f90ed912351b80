import type { Estimate, LossResult, TaskResult } from '@losskit/study';

import { decimalsFor, formatNumber, formatProbability, formatShort } from '../formatNumber.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import { metricTitle } from '../names.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';
import { unfinished } from '../unfinished.ts';

/**
 * All losses of a task, best first, with the ranking metric, the paired difference and the other metrics;
 * below them what is reached without looking at the inputs.
 */
export function rankingTable(view: TaskView, context: ReportContext): Html {
  const { task } = view;
  const others = task.metrics.filter((metric) => metric.name !== task.metric);
  const decimals = new Map(
    task.metrics.map(({ name }) => [
      name,
      decimalsFor(task.results.map((result) => result.metrics[name]?.mean ?? null)),
    ]),
  );
  const direction = (higherIsBetter: boolean) =>
    html` <span class="direction">${higherIsBetter ? 'higher is better' : 'lower is better'}</span>`;
  const seeds = context.result.comparison.config.seeds.length;

  return html`<div class="scroll" role="region" aria-label="Ranking of the losses on ${task.task}" tabindex="0">
<table class="ranking">
<thead><tr>
<th scope="col" class="number">rank</th>
<th scope="col" class="name">loss</th>
<th scope="col">verdict</th>
<th scope="col" class="number primary">${metricTitle(task.metric)}${direction(task.higherIsBetter)}</th>
<th scope="col" class="number">difference to the best <span class="direction">paired, with its range</span></th>
${others.map((metric) => html`<th scope="col" class="number">${metricTitle(metric.name)}${direction(metric.higherIsBetter)}</th>\n`)}<th scope="col" class="number">learning rate</th>
</tr></thead>
<tbody>
${task.results.map(
  (
    result,
  ) => html`<tr class="${result.verdict === 'best' || result.verdict === 'not distinguishable' ? 'leading' : 'trailing'}">
<td class="number">${result.rank}</td>
<th scope="row" class="name">${lossLabel(result.loss, context.mark(result.loss))}</th>
<td>${verdictCell(result, view)}</td>
<td class="number primary">${estimateCell(result.metrics[task.metric], decimals.get(task.metric) ?? 3)}</td>
<td class="number">${differenceCell(result, decimals.get(task.metric) ?? 3)}</td>
${others.map((metric) => html`<td class="number">${estimateCell(result.metrics[metric.name], decimals.get(metric.name) ?? 3)}</td>\n`)}<td class="number">${formatShort(result.learningRate)}</td>
</tr>\n`,
)}</tbody>
${trivialRow(task, others, decimals)}</table></div>
<p class="note">${seeds === 1 ? 'One seed: no interval and no test can be given.' : `Mean over ${seeds} seeds on the held-out test part, with its ${confidence(context)} interval below.`}</p>
<details><summary>The verdicts in full sentences</summary><dl class="verdicts">${task.results.map(
    (result) =>
      html`<div><dt>${lossLabel(result.loss, context.mark(result.loss))}</dt><dd>${result.explanation}</dd></div>\n`,
  )}</dl></details>\n`;
}

function confidence(context: ReportContext): string {
  return `${Number((context.result.comparison.config.confidence * 100).toPrecision(4))} %`;
}

/** The best model that looks at no input: what a loss has to beat to have learned anything. */
function trivialRow(
  { metric, trivial }: TaskResult,
  others: TaskResult['metrics'],
  decimals: ReadonlyMap<string, number>,
): Html | null {
  if (Object.keys(trivial).length === 0) return null;
  const shown = (name: string) => formatNumber(trivial[name], decimals.get(name) ?? 3);
  return html`<tfoot><tr class="trivial">
<td></td>
<th scope="row" class="name">trivial model <span class="direction">looks at no input</span></th>
<td></td>
<td class="number primary">${shown(metric)}</td>
<td></td>
${others.map(({ name }) => html`<td class="number">${shown(name)}</td>\n`)}<td></td>
</tr></tfoot>\n`;
}

function verdictCell(result: LossResult, { task, runsOf }: TaskView): Html {
  const values = result.metrics[task.metric]?.values ?? [];
  const missing = values.filter((value) => value === null).length;
  const name = result.verdict.replaceAll(' ', '-');
  return html`<span class="verdict ${name}">${result.verdict}</span>${
    missing > 0 &&
    html` <span class="interval">${unfinished(runsOf(result.loss))} in ${missing} of ${values.length} seeds</span>`
  }`;
}

function estimateCell(estimate: Estimate | undefined, decimals: number): Html {
  if (estimate === undefined || estimate.mean === null) return html`–`;
  return html`${formatNumber(estimate.mean, decimals)}${intervalLine(estimate.low, estimate.high, decimals)}`;
}

function differenceCell(result: LossResult, decimals: number): Html {
  const { difference } = result;
  if (difference === null) return html`–`;
  const sign = difference.mean > 0 ? '+' : '';
  return html`${sign}${formatNumber(difference.mean, decimals)}${intervalLine(difference.low, difference.high, decimals)} <span class="interval">${formatProbability(difference.pValue)}</span>`;
}

function intervalLine(low: number | null, high: number | null, decimals: number): Html | null {
  if (low === null || high === null) return null;
  return html` <span class="interval">${formatNumber(low, decimals)} to ${formatNumber(high, decimals)}</span>`;
}
