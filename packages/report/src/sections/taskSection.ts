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

type Part = (view: TaskView, context: ReportContext) => Html | null | Promise<Html | null>;

/** What is drawn of the trained models, by the names that tasks ask for it. */
const FIGURES: Readonly<Record<FigureName, Part>> = {
  'fitted plane': fittedPlane,
  confusion: confusionMatrices,
  'misclassified pictures': misclassifiedPictures,
};

/** All about one task: the answer first, then the numbers, then what is behind them. */
export async function taskSection(view: TaskView, context: ReportContext, id: string): Promise<Html> {
  const { task } = view;
  const parts: readonly Part[] = [
    differencesToBest,
    rankingTable,
    seedBySeed,
    metricFigures,
    learningRates,
    race,
    crossMatrix,
    ...task.figures.map((name) => FIGURES[name]),
    samplePictures,
    trainingFigures,
  ];
  // One after the other: figures are numbered as they are drawn.
  const drawn: (Html | null)[] = [];
  for (const part of parts) drawn.push(await part(view, context));
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${task.task} <span class="kind">${task.kind}</span></h2>
<p class="answer">${task.answer}</p>
<p class="summary">${task.summary}</p>
${drawn}</section>\n`;
}
