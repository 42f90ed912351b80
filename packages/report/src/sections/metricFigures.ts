import type { Estimate, LossResult } from '@losskit/study';

import { type IntervalRow, intervalPlot } from '../figures/intervalPlot.ts';
import { type Html, html } from '../html.ts';
import { capitalised, metricTitle } from '../names.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';

/** One interval plot per metric, the one that ranks first; rows keep the order of the ranking. */
export async function metricFigures({ task, distinct }: TaskView, context: ReportContext): Promise<Html> {
  const ordered = [
    ...task.metrics.filter((metric) => metric.name === task.metric),
    ...task.metrics.filter((metric) => metric.name !== task.metric),
  ];
  const figures: Html[] = [];
  for (const metric of ordered) {
    const title = metricTitle(metric.name);
    const spec = intervalPlot(
      distinct.map((result) => intervalRow(result, result.metrics[metric.name], context)),
      {
        title: `${title} on the test part`,
        description: `${title} of each loss on the test part of ${task.task}: a dot per seed, the mean and its interval.`,
        reference: distinct[0]?.metrics[metric.name]?.mean ?? null,
      },
    );
    const ranks = metric.name === task.metric && ', the metric that ranks';
    const better = metric.higherIsBetter ? 'higher is better' : 'lower is better';
    figures.push(
      await context.figure(spec, html`<strong>${capitalised(title)}</strong>${ranks}; ${better}.`),
    );
  }
  return html`<h3>Metrics on the test part</h3>
<p class="lead">Small outlined dots are seeds, the large mark is their mean, the bar is the interval of the mean alone: two that overlap may still differ, because the seeds are paired. The dashed line is the mean of the best loss. An arrow at the edge stands for what lies outside.</p>
<div class="grid intervals">${figures}</div>\n`;
}

function intervalRow(
  result: LossResult,
  estimate: Estimate | undefined,
  context: ReportContext,
): IntervalRow {
  return {
    label: result.loss,
    mark: context.mark(result.loss),
    values: estimate?.values ?? [],
    mean: estimate?.mean ?? null,
    low: estimate?.low ?? null,
    high: estimate?.high ?? null,
  };
}
