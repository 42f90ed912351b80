import type { FigureName } from '@losskit/tasks';

import { type Html, html } from '../html.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';
import { confusionMatrices } from './confusionMatrices.ts';
import { crossMatrix } from './crossMatrix.ts';
import { differencesToBest } from './differencesToBest.ts';
import { fittedPlane } from './fittedPlane.ts';
import { learningRates } from './learningRates.ts';
import { metricFigures } from './metricFigures.ts';
import { misclassifiedPictures } from './misclassifiedPictures.ts';
import { race } from './race.ts';
import { rankingTable } from './rankingTable.ts';
import { samplePictures } from './samplePictures.ts';
import { seedBySeed } from './seedBySeed.ts';
import { trainingFigures } from './trainingFigures.ts';
import { why } from './why/why.ts';

type Part = (view: TaskView, context: ReportContext) => Html | null | Promise<Html | null>;

/** What is drawn of the trained models, by the names that tasks ask for it. */
const FIGURES: Readonly<Record<FigureName, Part>> = {
  'fitted plane': fittedPlane,
  confusion: confusionMatrices,
  'misclassified pictures': misclassifiedPictures,
};

/** What stands behind the answer: the numbers first, then what is behind them. */
export async function taskParts(view: TaskView, context: ReportContext): Promise<readonly (Html | null)[]> {
  const parts: readonly Part[] = [
    differencesToBest,
    rankingTable,
    seedBySeed,
    metricFigures,
    learningRates,
    race,
    crossMatrix,
    why,
    ...view.task.figures.map((name) => FIGURES[name]),
    samplePictures,
    trainingFigures,
  ];
  // One after the other: figures are numbered as they are drawn.
  const drawn: (Html | null)[] = [];
  for (const part of parts) drawn.push(await part(view, context));
  return drawn;
}

/** All about one task: the answer first, then what is behind it. */
export async function taskSection(view: TaskView, context: ReportContext, id: string): Promise<Html> {
  const { task } = view;
  const { page } = context.words;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${task.task} <span class="kind">${page.kind(task.kind)}</span></h2>
<p class="answer">${page.answer(task)}</p>
<p class="summary">${page.summary(task)}</p>
${await taskParts(view, context)}</section>\n`;
}
