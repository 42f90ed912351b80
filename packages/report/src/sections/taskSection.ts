import { type Html, html } from '../html.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';
import { classificationFigures } from './classificationFigures.ts';
import { metricFigures } from './metricFigures.ts';
import { rankingTable } from './rankingTable.ts';
import { regressionFigures } from './regressionFigures.ts';
import { trainingFigures } from './trainingFigures.ts';

/** All about one task: the answer first, then the numbers, then what is behind them. */
export async function taskSection(view: TaskView, context: ReportContext, id: string): Promise<Html> {
  const { task } = view;
  const metrics = await metricFigures(view, context);
  const models =
    task.kind === 'regression'
      ? await regressionFigures(view, context)
      : await classificationFigures(view, context);
  const training = await trainingFigures(view, context);
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${task.task} <span class="kind">${task.kind}</span></h2>
<p class="answer">${task.summary}</p>
${rankingTable(view, context)}${metrics}${models}${training}</section>\n`;
}
