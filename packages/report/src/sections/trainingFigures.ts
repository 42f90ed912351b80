import type { RunRecord, TaskResult } from '@losskit/study';

import { extent } from '../extent.ts';
import { trainingCurves } from '../figures/trainingCurves.ts';
import { finiteValues } from '../finiteValues.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import type { Words } from '../messages/Words.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';
import { robustDomain } from '../robustDomain.ts';

/** Training curves of each loss. */
export async function trainingFigures(view: TaskView, context: ReportContext): Promise<Html> {
  const { task, distinct, runsOf } = view;
  const panels = distinct.map(({ loss }) => ({ loss, runs: runsOf(loss) }));
  const metric = curveMetric(
    task,
    panels.flatMap(({ runs }) => runs),
  );
  const { page, charts } = context.words;
  return html`<h3>${charts.training}</h3>
<p class="lead">${charts.trainingLead(page.metric(metric.name))}</p>
${await trainingPanels(panels, metric, context)}`;
}

/** Losses with the runs whose curves are to be drawn. */
export interface TrainingPanel {
  readonly loss: string;
  readonly runs: readonly RunRecord[];
}

/** The curves of each loss, on common axes. */
export async function trainingPanels(
  panels: readonly TrainingPanel[],
  metric: Pick<TaskResult['metrics'][number], 'name' | 'higherIsBetter'>,
  context: ReportContext,
): Promise<Html> {
  const allRuns = panels.flatMap(({ runs }) => runs);
  const steps = Math.max(0, ...allRuns.map((run) => run.curve[run.curve.length - 1]?.step ?? 0));
  const validation = finiteValues(allRuns.flatMap((run) => run.curve.map((point) => point.validation)));
  const best = extent(validation)[metric.higherIsBetter ? 1 : 0];
  const validationDomain = robustDomain(validation, Number.isFinite(best) ? best : 0, 3);
  const { page, charts, figures: words } = context.words;
  const title = page.metric(metric.name);

  const figures: Html[] = [];
  for (const { loss, runs } of panels) {
    const mark = context.mark(loss);
    const spec = trainingCurves(runs, { loss, mark, metric: title, validationDomain, steps, words });
    const caption = html`${lossLabel(loss, mark)}${unfinishedNote(runs, charts)}`;
    figures.push(await context.figure(spec, caption, { className: 'figure titled' }));
  }
  return html`<div class="grid small">${figures}</div>\n`;
}

/**
 * What the curves show: the metric that ranks, or the one that chose where what ranks is measured after
 * training only.
 */
function curveMetric(task: TaskResult, runs: readonly RunRecord[]): TaskResult['metrics'][number] {
  const isCurved = !runs.some(
    ({ validation }) => task.selectionMetric in validation && !(task.metric in validation),
  );
  const selection = task.metrics.find(({ name }) => name === task.selectionMetric);
  return isCurved || !selection ? { name: task.metric, higherIsBetter: task.higherIsBetter } : selection;
}

function unfinishedNote(runs: readonly RunRecord[], charts: Words['charts']): Html | null {
  const without = runs.filter(({ status }) => status !== 'finished');
  const [first] = without;
  if (first === undefined) return null;
  return html` <span class="failed-note">${charts.unfinished(first.status, without.length, runs.length, first.reason)}</span>`;
}
