import type { LossResult, TaskResult } from '@losskit/study';

import { extent } from '../extent.ts';
import { learningRateCurves } from '../figures/learningRateCurves.ts';
import { finiteValues } from '../finiteValues.ts';
import { formatPercent, formatShort } from '../formatNumber.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import { capitalised, metricTitle } from '../names.ts';
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
  const options = {
    metric: metricTitle(task.selectionMetric),
    higherIsBetter,
    scoreDomain: robustDomain(scores, Number.isFinite(best) ? best : 0, 4, 0.5),
    rateDomain: extent(candidates.map(({ learningRate }) => learningRate)),
  };
  const figures: Html[] = [];
  for (const result of searched) {
    const mark = context.mark(result.loss);
    figures.push(
      await context.figure(
        learningRateCurves(result, { ...options, mark }),
        html`${lossLabel(result.loss, mark)} <span class="direction">${rangeText(result)}</span>`,
        'figure titled',
      ),
    );
  }
  const tuned = searched.some(({ loss, search }) => search.candidates.some((one) => one.loss !== loss));
  return html`<h3>Learning rate</h3>
<p class="lead">${capitalised(options.metric)} on the validation part by learning rate, on the same axes for all losses; ${higherIsBetter ? 'higher is better' : 'lower is better'}. A dot is a seed of the search, the line their mean, a cross at the bad edge a run without a score. The outlined mark was chosen; the shaded rates are within 5 % of it, so the wider the shade, the less the rate has to be tuned. What lies beyond the axis is drawn at its edge.${tuned && ' Broken lines are other values of an option that was tuned.'}</p>
<div class="grid small">${figures}</div>\n`;
}

function rangeText({ search, learningRate }: LossResult): string {
  const [low, high] = search.range;
  const range =
    low === high
      ? `${formatShort(learningRate)} alone`
      : `${formatShort(low)} to ${formatShort(high)}: ${search.decades.toFixed(1)} decades`;
  const failed = search.failedShare > 0 ? `; ${formatPercent(search.failedShare)} of its runs failed` : '';
  return `${range}${failed}${search.atEdge ? '; still at the edge' : ''}`;
}

function selectionIsHigher(task: TaskResult): boolean {
  const known = task.metrics.find((metric) => metric.name === task.selectionMetric);
  return known?.higherIsBetter ?? task.higherIsBetter;
}
