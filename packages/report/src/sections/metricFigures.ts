import type { Estimate, LossResult } from '@losskit/study';

import { type IntervalRow, intervalPlot } from '../figures/intervalPlot.ts';
import { type Html, html } from '../html.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';

/** One interval plot per metric, the one that ranks first; rows keep the order of the ranking. */
export async function metricFigures({ task, distinct }: TaskView, context: ReportContext): Promise<Html> {
  const ordered = [
    ...task.metrics.filter((metric) => metric.name === task.metric),
    ...task.metrics.filter((metric) => metric.name !== task.metric),
  ];
  const { page, ranking, charts, figures: words } = context.words;
  const figures: Html[] = [];
  for (const metric of ordered) {
    const title = page.metric(metric.name);
    const spec = intervalPlot(
      distinct.map((result) => intervalRow(result, result.metrics[metric.name], context)),
      {
        title: charts.onTestPart(title),
        description: charts.metricOf(title, task.task),
        words,
        reference: distinct[0]?.metrics[metric.name]?.mean ?? null,
      },
    );
    const caption = charts.metricCaption(
      page.metricAtStart(metric.name),
      metric.name === task.metric,
      ranking.better(metric.higherIsBetter),
    );
    figures.push(await context.figure(spec, caption, { file: `${task.task}-${metric.name}` }));
  }
  return html`<h3>${charts.metrics}</h3>
<p class="lead">${charts.metricsLead}</p>
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
