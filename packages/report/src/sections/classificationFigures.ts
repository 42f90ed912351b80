import type { LossResult, MisclassifiedPicture, RunRecord } from '@losskit/study';

import { confusionMatrix } from '../figures/confusionMatrix.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';

// Anything but an embedded PNG could make the page ask the network.
const PNG_DATA_URI = /^data:image\/png;base64,[A-Za-z0-9+/]+=*$/;

/** Confusion matrices, misclassified pictures and samples of the data. */
export async function classificationFigures(view: TaskView, context: ReportContext): Promise<Html> {
  return html`${await confusions(view, context)}${misclassified(view, context)}${samples(view)}`;
}

async function confusions(view: TaskView, context: ReportContext): Promise<Html | null> {
  const { task, preview, runsOf } = view;
  const figures: Html[] = [];
  for (const result of task.results) {
    const matrices = runsOf(result.loss).flatMap((run) =>
      run.confusion === undefined ? [] : [run.confusion],
    );
    const sum = sumOfMatrices(matrices);
    if (sum === null) continue;
    const spec = confusionMatrix(sum, preview.classNames ?? [], result.loss);
    figures.push(
      await context.figure(spec, lossLabel(result.loss, context.mark(result.loss)), 'figure titled'),
    );
  }
  if (figures.length === 0) return null;
  return html`<h3>Confusion matrices</h3>
<p class="lead">Test pictures, summed over seeds. Blue is right and orange is wrong, stronger for a larger share of the row.</p>
<div class="grid ${(preview.classNames?.length ?? 0) > 5 ? 'intervals' : 'small'}">${figures}</div>\n`;
}

function sumOfMatrices(matrices: readonly NonNullable<RunRecord['confusion']>[]): number[][] | null {
  const [first] = matrices;
  if (first === undefined) return null;
  return first.map((row, trueClass) =>
    row.map((_, predicted) =>
      matrices.reduce((sum, matrix) => sum + (matrix[trueClass]?.[predicted] ?? 0), 0),
    ),
  );
}

function misclassified({ task, preview, runsOf }: TaskView, context: ReportContext): Html | null {
  const recorded = task.results.flatMap((result) => {
    const pictures = runsOf(result.loss).find((run) => run.misclassified !== undefined)?.misclassified;
    return pictures === undefined ? [] : [{ result, pictures }];
  });
  const [best, ...others] = recorded;
  if (best === undefined) return null;
  const names = preview.classNames ?? [];
  const heading = (result: LossResult) => lossLabel(result.loss, context.mark(result.loss));
  return html`<h3>Misclassified pictures</h3>
<p class="lead">Test pictures that the model of the first seed got wrong, surest first, with the probability that it gave to its answer.</p>
<h4>${heading(best.result)}</h4>
${gallery(best.pictures, names)}${
  others.length > 0 &&
  html`<details><summary>Misclassified pictures of the other ${others.length} losses</summary>
${others.map(({ result, pictures }) => html`<h4>${heading(result)}</h4>\n${gallery(pictures, names)}`)}</details>\n`
}`;
}

function gallery(pictures: readonly MisclassifiedPicture[], names: readonly string[]): Html {
  if (pictures.length === 0)
    return html`<p class="note">None: every test picture was put into its class.</p>\n`;
  return html`<ul class="gallery">${pictures.map((entry) => {
    const label = names[entry.label] ?? String(entry.label);
    const predicted = names[entry.predicted] ?? String(entry.predicted);
    return html`<li><figure>${pictureOf(entry.picture, `${label}, taken for ${predicted}`)}<figcaption><strong>${label}</strong> taken for <strong>${predicted}</strong>, ${(entry.probability * 100).toFixed(0)} % <span class="file">${entry.name}</span></figcaption></figure></li>\n`;
  })}</ul>\n`;
}

function samples({ preview }: TaskView): Html | null {
  const all = preview.samples ?? [];
  if (all.length === 0) return null;
  const labels = [...new Set(all.map((sample) => sample.label))].sort((a, b) => a - b);
  return html`<h3>The data</h3>
<p class="lead">Some of the training pictures, at the size that the model sees.</p>
<dl class="samples">${labels.map((label) => {
    const name = preview.classNames?.[label] ?? String(label);
    const pictures = all.filter((sample) => sample.label === label);
    return html`<div><dt>${name}</dt><dd>${pictures.map((sample) => pictureOf(sample.picture, name))}</dd></div>\n`;
  })}</dl>\n`;
}

function pictureOf(source: string, alternative: string): Html {
  if (!PNG_DATA_URI.test(source))
    return html`<span class="picture" role="img" aria-label="${alternative}"></span>`;
  return html`<img class="picture" src="${source}" alt="${alternative}">`;
}
