import type { RunRecord } from '@losskit/study';
import { extent } from '../extent.ts';
import { learningRateSearch } from '../figures/learningRateSearch.ts';
import { trainingCurves } from '../figures/trainingCurves.ts';
import { finiteValues } from '../finiteValues.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import { metricTitle } from '../names.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';
import { robustDomain } from '../robustDomain.ts';

/** Training curves of each loss, and the search for its learning rate. */
export async function trainingFigures(view: TaskView, context: ReportContext): Promise<Html> {
  const { task, runsOf } = view;
  const allRuns = task.results.flatMap((result) => runsOf(result.loss));
  const steps = Math.max(0, ...allRuns.map((run) => run.curve[run.curve.length - 1]?.step ?? 0));
  const validation = finiteValues(allRuns.flatMap((run) => run.curve.map((point) => point.validation)));
  const best = extent(validation)[task.higherIsBetter ? 1 : 0];
  const validationDomain = robustDomain(validation, Number.isFinite(best) ? best : 0, 3);
  const metric = metricTitle(task.metric);

  const figures: Html[] = [];
  for (const result of task.results) {
    const runs = runsOf(result.loss);
    const mark = context.mark(result.loss);
    const spec = trainingCurves(runs, { loss: result.loss, mark, metric, validationDomain, steps });
    figures.push(
      await context.figure(spec, html`${lossLabel(result.loss, mark)}${divergedNote(runs)}`, 'figure titled'),
    );
  }
  const search = await context.figure(
    learningRateSearch(task),
    html`Mean validation ${metricTitle(task.selectionMetric)} by learning rate. The stronger the blue, the better within the row; the framed one was chosen, × diverged. A framed cell at an edge may hide a better rate beyond it.`,
    'figure beside narrow',
  );
  return html`<h3>Training</h3>
<p class="lead">Above: the training loss, each in its own unit, so heights cannot be compared between losses. Below: ${metric} on the validation part, on the same axis for all. Light lines are seeds, the strong line is the mean of those that finished.</p>
<div class="grid small">${figures}</div>
<h3>Learning rate</h3>
${search}`;
}

function divergedNote(runs: readonly RunRecord[]): Html | null {
  const diverged = runs.filter((run) => run.status === 'diverged');
  const [first] = diverged;
  if (first === undefined) return null;
  return html` <span class="diverged-note">diverged in ${diverged.length} of ${runs.length} seeds: ${first.reason}</span>`;
}
