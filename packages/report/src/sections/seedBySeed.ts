import { pairedDots } from '../figures/pairedDots.ts';
import { type Html, html } from '../html.ts';
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
  const { page, ranking, charts, figures: words } = context.words;
  const title = page.metric(task.metric);
  const failed = rows.some(({ values }) => values.some((value) => value.failed));
  const trivial = task.trivial[task.metric] ?? null;
  const dots = await context.figure(
    pairedDots(rows, {
      title: charts.onTestPart(title),
      description: charts.runsOf(title, task.task),
      trivial,
      words,
    }),
    charts.runsCaption(
      page.metricAtStart(task.metric),
      ranking.better(task.higherIsBetter),
      trivial !== null,
      failed,
    ),
    { file: `${task.task}-seed-by-seed` },
  );
  // What compares nothing beats nothing either.
  const matrix = await winMatrix(
    rows.filter(({ verdict }) => verdict !== 'not converged'),
    view,
    context,
  );
  const left = learned.length - rows.length;
  return html`<h3>${charts.seedBySeed}</h3>
${left > 0 && html`<p class="lead">${charts.firstOfRanking(MAX_LOSSES, left)}</p>\n`}<div class="grid pair">${dots}${matrix}</div>\n`;
}
