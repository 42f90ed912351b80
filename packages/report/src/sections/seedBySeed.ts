import { pairedDots } from '../figures/pairedDots.ts';
import { type Html, html } from '../html.ts';
import { capitalised, metricTitle } from '../names.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';
import { seedValues } from '../seedValues.ts';
import { winMatrix } from './winMatrix.ts';

const MAX_LOSSES = 15;

/** What each seed says of the losses, and how often one beats another. */
export async function seedBySeed(view: TaskView, context: ReportContext): Promise<Html | null> {
  const { task, distinct } = view;
  const learned = distinct
    .map((result) => ({
      label: result.loss,
      verdict: result.verdict,
      mark: context.mark(result.loss),
      values: seedValues(view, context, result),
    }))
    .filter(({ values }) => values.some(({ failed }) => !failed));
  if (learned.length === 0) return null;
  const rows = learned.slice(0, MAX_LOSSES);
  const title = metricTitle(task.metric);
  const failed = rows.some(({ values }) => values.some((value) => value.failed));
  const trivial = task.trivial[task.metric] ?? null;
  const dots = await context.figure(
    pairedDots(rows, {
      title: `${title} on the test part`,
      description: `${title} of each loss on each seed of ${task.task}, those of a seed joined by a line.`,
      trivial,
    }),
    html`<strong>${capitalised(title)} of every run</strong>; ${task.higherIsBetter ? 'higher is better' : 'lower is better'}. A dot is a run, a line joins the runs of a seed.${trivial !== null && ' A dashed line is the trivial model, which looks at no input.'}${failed && ' A cross is a run that failed and counts as that model.'}`,
  );
  // What compares nothing beats nothing either.
  const matrix = await winMatrix(
    rows.filter(({ verdict }) => verdict !== 'not converged'),
    view,
    context,
  );
  const left = learned.length - rows.length;
  return html`<h3>Seed by seed</h3>
${left > 0 && html`<p class="lead">The first ${MAX_LOSSES} of the ranking; ${left} more stand in the table above.</p>\n`}<div class="grid pair">${dots}${matrix}</div>\n`;
}
