import type { RunRecord, TaskResult } from '@losskit/study';

import { extent } from '../extent.ts';
import { trainingCurves } from '../figures/trainingCurves.ts';
import { finiteValues } from '../finiteValues.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import { metricTitle } from '../names.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';
import { robustDomain } from '../robustDomain.ts';

/** Training curves of each loss. */
export async function trainingFigures(view: TaskView, context: ReportContext): Promise<Html> {
  const { task, distinct, runsOf } = view;
  const allRuns = distinct.flatMap((result) => runsOf(result.loss));
  const steps = Math.max(0, ...allRuns.map((run) => run.curve[run.curve.length - 1]?.step ?? 0));
  const validation = finiteValues(allRuns.flatMap((run) => run.curve.map((point) => point.validation)));
  const curved = curveMetric(task, allRuns);
  const best = extent(validation)[curved.higherIsBetter ? 1 : 0];
  const validationDomain = robustDomain(validation, Number.isFinite(best) ? best : 0, 3);
  const metric = metricTitle(curved.name);

  const figures: Html[] = [];
  for (const result of distinct) {
    const runs = runsOf(result.loss);
    const mark = context.mark(result.loss);
    const spec = trainingCurves(runs, { loss: result.loss, mark, metric, validationDomain, steps });
    const caption = html`${lossLabel(result.loss, mark)}${unfinishedNote(runs)}`;
    figures.push(await context.figure(spec, caption, 'figure titled'));
  }
  return html`<h3>Training</h3>
<p class="lead">Above: the training loss, each in its own unit, so heights cannot be compared between losses. Below: ${metric} on the validation part, on the same axis for all. Light lines are seeds, the strong line is the mean of those that finished.</p>
<div class="grid small">${figures}</div>\n`;
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

function unfinishedNote(runs: readonly RunRecord[]): Html | null {
  const without = runs.filter(({ status }) => status !== 'finished');
  const [first] = without;
  if (first === undefined) return null;
  return html` <span class="failed-note">${first.status} in ${without.length} of ${runs.length} seeds: ${first.reason}</span>`;
}
