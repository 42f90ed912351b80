import { confusionMatrix } from '../figures/confusionMatrix.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';

type Counts = readonly (readonly number[])[];

/** A confusion matrix for each loss; nothing where no run has one. */
export async function confusionMatrices(view: TaskView, context: ReportContext): Promise<Html | null> {
  const { distinct, preview, runsOf } = view;
  const { charts, figures: inFigures } = context.words;
  const figures: Html[] = [];
  for (const result of distinct) {
    const sum = sumOfMatrices(runsOf(result.loss).flatMap(({ exhibits }) => exhibitOf(exhibits.confusion)));
    if (sum === null) continue;
    const spec = confusionMatrix(sum, preview.classNames ?? [], result.loss, inFigures);
    figures.push(
      await context.figure(spec, lossLabel(result.loss, context.mark(result.loss)), {
        className: 'figure titled',
      }),
    );
  }
  if (figures.length === 0) return null;
  return html`<h3>${charts.confusion}</h3>
<p class="lead">${charts.confusionLead}</p>
<div class="grid ${(preview.classNames?.length ?? 0) > 5 ? 'intervals' : 'small'}">${figures}</div>\n`;
}

function exhibitOf(confusion: Counts | undefined): Counts[] {
  return confusion === undefined ? [] : [confusion];
}

function sumOfMatrices(matrices: readonly Counts[]): number[][] | null {
  const [first] = matrices;
  if (first === undefined) return null;
  return first.map((row, trueClass) =>
    row.map((_, predicted) =>
      matrices.reduce((sum, matrix) => sum + (matrix[trueClass]?.[predicted] ?? 0), 0),
    ),
  );
}
