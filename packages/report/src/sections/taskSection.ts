import type { FigureName } from '@losskit/tasks';

import { type Html, html } from '../html.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';
import { confusionMatrices } from './confusionMatrices.ts';
import { fittedPlane } from './fittedPlane.ts';
import { metricFigures } from './metricFigures.ts';
import { misclassifiedPictures } from './misclassifiedPictures.ts';
import { rankingTable } from './rankingTable.ts';
import { samplePictures } from './samplePictures.ts';
import { trainingFigures } from './trainingFigures.ts';

/** What is drawn of the trained models, by the names that tasks ask for it. */
const FIGURES: Readonly<
  Record<FigureName, (view: TaskView, context: ReportContext) => Html | null | Promise<Html | null>>
> = {
  'fitted plane': fittedPlane,
  confusion: confusionMatrices,
  'misclassified pictures': misclassifiedPictures,
};

/** All about one task: the answer first, then the numbers, then what is behind them. */
export async function taskSection(view: TaskView, context: ReportContext, id: string): Promise<Html> {
  const { task } = view;
  const metrics = await metricFigures(view, context);
  const models: (Html | null)[] = [];
  for (const name of task.figures) models.push(await FIGURES[name](view, context));
  const training = await trainingFigures(view, context);
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${task.task} <span class="kind">${task.kind}</span></h2>
<p class="answer">${task.summary}</p>
${rankingTable(view, context)}${metrics}${models}${samplePictures(view)}${training}</section>\n`;
}
