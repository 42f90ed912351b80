import type { RunRecord, TaskResult } from '@losskit/study';

import { extent } from '../extent.ts';
import { learningRateSearch } from '../figures/learningRateSearch.ts';
import { trainingCurves } from '../figures/trainingCurves.ts';
import { finiteValues } from '../finiteValues.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import { metricTitle } from '../names.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';
import { robustDomain } from '../robustDomain.ts';
import { unfinished } from '../unfinished.ts';

/** Training curves of each loss, and the search for its learning rate. */
export async function trainingFigures(view: TaskView, context: ReportContext): Promise<Html> {
  const { task, runsOf } = view;
  const allRuns = task.results.flatMap((result) => runsOf(result.loss));
  const steps = Math.max(0, ...allRuns.map((run) => run.curve[run.curve.length - 1]?.step ?? 0));
  const validation = finiteValues(allRuns.flatMap((run) => run.curve.map((point) => point.validation)));
  const curved = curveMetric(task, allRuns);
  const best = extent(validation)[curved.higherIsBetter ? 1 : 0];
  const validationDomain = robustDomain(validation, Number.isFinite(best) ? best : 0, 3);
  const metric = metricTitle(curved.name);

  const figures: Html[] = [];
  for (const result of task.results) {
    const runs = runsOf(result.loss);
    const mark = context.mark(result.loss);
    const spec = trainingCurves(runs, { loss: result.loss, mark, metric, validationDomain, steps });
    figures.push(
      await context.figure(
        spec,
        html`${lossLabel(result.loss, mark)}${unfinishedNote(runs)}`,
        'figure titled',
      ),
    );
  }
  const search = await context.figure(
    learningRateSearch(task),
    html`Mean validation ${metricTitle(task.selectionMetric)} by learning rate. The stronger the blue, the better within the row; the framed one was chosen, × has no score. A framed cell at an edge may hide a better rate beyond it.`,
    'figure beside narrow',
  );
  return html`<h3>Training</h3>
<p class="lead">Above: the training loss, each in its own unit, so heights cannot be compared between losses. Below: ${metric} on the validation part, on the same axis for all. Light lines are seeds, the strong line is the mean of those that finished.</p>
<div class="grid small">${figures}</div>
<h3>Learning rate</h3>
${search}`;
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
  const without = runs.filter((run) => run.status !== 'finished');
  const [first] = without;
  if (first === undefined) return null;
  return html` <span class="diverged-note">${unfinished(without)} in ${without.length} of ${runs.length} seeds: ${first.reason}</span>`;
}
