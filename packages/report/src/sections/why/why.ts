import { type Html, html } from '../../html.ts';
import type { ReportContext, TaskView } from '../../ReportContext.ts';
import { curves } from './curves.ts';
import { disagreements } from './disagreements.ts';
import { type ExplainedView, lineLegend } from './ExplainedView.ts';
import { cosineMatrix, gradientTable } from './gradients.ts';
import { landscape } from './landscape.ts';
import { paths } from './paths.ts';
import { reliability } from './reliability.ts';

/** Why losses differ; nothing where the comparison was not asked. */
export async function why({ task }: TaskView, context: ReportContext): Promise<Html | null> {
  const { explanation } = task;
  if (!explanation) return null;
  const view: ExplainedView = { task: task.task, explanation, context };
  // One after the other: figures are numbered as they are drawn.
  const shapes = await curves(view);
  const cosines = await cosineMatrix(view);
  const ways = await paths(view);
  const plane = await landscape(view);
  const reliable = await reliability(view);
  const { train, test } = explanation.examples;
  const words = context.words.why;
  return html`<h3>${words.heading}</h3>
<p class="lead">${words.lead(explanation.losses.length, train, test)}</p>
${lineLegend(view)}${shapes}${gradientTable(view)}${cosines}${ways}${plane}${reliable}${disagreements(view)}`;
}
