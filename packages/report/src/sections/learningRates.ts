import type { LossResult, TaskResult } from '@losskit/study';

import { extent } from '../extent.ts';
import { learningRateCurves } from '../figures/learningRateCurves.ts';
import { finiteValues } from '../finiteValues.ts';
import { formatPercent, formatShort } from '../formatNumber.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import type { Words } from '../messages/Words.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';
import { robustDomain } from '../robustDomain.ts';

/** How the learning rate of each loss was found, and how much it matters; nothing where none was searched. */
export async function learningRates(
  { task, distinct }: TaskView,
  context: ReportContext,
): Promise<Html | null> {
  const searched = distinct.filter(({ search }) => search.candidates.some(({ scores }) => scores.length > 0));
  if (searched.length === 0) return null;
  const candidates = searched.flatMap(({ search }) => search.candidates);
  const higherIsBetter = selectionIsHigher(task);
  const scores = finiteValues(candidates.flatMap((candidate) => candidate.scores));
  const best = extent(scores)[higherIsBetter ? 1 : 0];
  const { page, ranking, charts, figures: words } = context.words;
  const options = {
    metric: page.metric(task.selectionMetric),
    higherIsBetter,
    scoreDomain: robustDomain(scores, Number.isFinite(best) ? best : 0, 4, 0.5),
    words,
    rateDomain: extent(candidates.map(({ learningRate }) => learningRate)),
  };
  const figures: Html[] = [];
  for (const result of searched) {
    const mark = context.mark(result.loss);
    figures.push(
      await context.figure(
        learningRateCurves(result, { ...options, mark }),
        html`${lossLabel(result.loss, mark)} <span class="direction">${rangeText(result, charts)}</span>`,
        { className: 'figure titled' },
      ),
    );
  }
  const tuned = searched.some(({ loss, search }) => search.candidates.some((one) => one.loss !== loss));
  return html`<h3>${charts.learningRate}</h3>
<p class="lead">${charts.learningRateLead(page.metricAtStart(task.selectionMetric), ranking.better(higherIsBetter), tuned)}</p>
<div class="grid small">${figures}</div>\n`;
}

function rangeText({ search, learningRate }: LossResult, charts: Words['charts']): string {
  const [low, high] = search.range;
  const range =
    low === high
      ? charts.rateAlone(formatShort(learningRate))
      : charts.rateRange(formatShort(low), formatShort(high), search.decades.toFixed(1));
  const failed = search.failedShare > 0 ? charts.rateFailed(formatPercent(search.failedShare)) : '';
  return `${range}${failed}${search.atEdge ? charts.rateAtEdge : ''}`;
}

function selectionIsHigher(task: TaskResult): boolean {
  const known = task.metrics.find((metric) => metric.name === task.selectionMetric);
  return known?.higherIsBetter ?? task.higherIsBetter;
}
