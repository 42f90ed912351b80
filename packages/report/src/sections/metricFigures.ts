import type { Estimate, LossResult } from '@losskit/study';

import { type IntervalRow, intervalPlot } from '../figures/intervalPlot.ts';
import { type Html, html } from '../html.ts';
import { metricTitle } from '../names.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';
import { unfinished } from '../unfinished.ts';

const READING =
  'Light dots are seeds, the filled mark is their mean, the bar is the interval of the mean. The dashed line is the mean of the best loss. An arrow at the edge stands for a mean too far out to draw; its number is at the right.';

/** One interval plot per metric, the one that ranks first; rows keep the order of the ranking. */
export async function metricFigures({ task, runsOf }: TaskView, context: ReportContext): Promise<Html> {
  const ordered = [
    ...task.metrics.filter((metric) => metric.name === task.metric),
    ...task.metrics.filter((metric) => metric.name !== task.metric),
  ];
  const first: Html[] = [];
  const figures: Html[] = [];
  for (const metric of ordered) {
    const rows = task.results.map((result) => ({
      ...intervalRow(result, result.metrics[metric.name], context),
      missing: unfinished(runsOf(result.loss)),
    }));
    const reference = task.results[0]?.metrics[metric.name]?.mean ?? null;
    const ranks = metric.name === task.metric;
    const title = metricTitle(metric.name);
    const better = metric.higherIsBetter ? 'higher is better' : 'lower is better';
    const spec = intervalPlot(rows, {
      title: `${title} on the test part`,
      description: `${title} of each loss on the test part of ${task.task}: a dot per seed, the mean and its interval.`,
      reference,
      prominent: ranks,
    });
    const caption = ranks
      ? html`<strong>${title}</strong>, the metric that ranks; ${better}. ${READING}`
      : html`<strong>${title}</strong>; ${better}.`;
    (ranks ? first : figures).push(await context.figure(spec, caption, ranks ? 'figure beside' : 'figure'));
  }
  return html`<h3>Metrics on the test part</h3>
${first}<div class="grid intervals">${figures}</div>\n`;
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
