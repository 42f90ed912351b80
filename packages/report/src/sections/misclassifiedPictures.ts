import type { LossResult } from '@losskit/study';
import type { MisclassifiedPicture } from '@losskit/tasks';

import { embeddedPicture } from '../embeddedPicture.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import type { Words } from '../messages/Words.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';

/** The pictures that each loss got wrong, those of the best one in sight; nothing where no run kept any. */
export function misclassifiedPictures(
  { distinct, preview, runsOf }: TaskView,
  context: ReportContext,
): Html | null {
  const recorded = distinct.flatMap((result) => {
    const kept = runsOf(result.loss).find((run) => run.exhibits.misclassified !== undefined);
    const pictures = kept?.exhibits.misclassified;
    return pictures === undefined ? [] : [{ result, pictures }];
  });
  const [best, ...others] = recorded;
  if (best === undefined) return null;
  const names = preview.classNames ?? [];
  const { charts } = context.words;
  const heading = (result: LossResult) => lossLabel(result.loss, context.mark(result.loss));
  return html`<h3>${charts.misclassified}</h3>
<p class="lead">${charts.misclassifiedLead}</p>
<h4>${heading(best.result)}</h4>
${gallery(best.pictures, names, charts)}${
  others.length > 0 &&
  html`<details><summary>${charts.misclassifiedOthers(others.length)}</summary>
${others.map(({ result, pictures }) => html`<h4>${heading(result)}</h4>\n${gallery(pictures, names, charts)}`)}</details>\n`
}`;
}

function gallery(
  pictures: readonly MisclassifiedPicture[],
  names: readonly string[],
  charts: Words['charts'],
): Html {
  if (pictures.length === 0) return html`<p class="note">${charts.noneMisclassified}</p>\n`;
  return html`<ul class="gallery">${pictures.map((entry) => {
    const label = names[entry.label] ?? String(entry.label);
    const predicted = names[entry.predicted] ?? String(entry.predicted);
    return html`<li><figure>${embeddedPicture(entry.picture, charts.takenForAlternative(label, predicted))}<figcaption>${charts.takenFor(html`<strong>${label}</strong>`, html`<strong>${predicted}</strong>`)}, ${(entry.probability * 100).toFixed(0)} % <span class="file">${entry.name}</span></figcaption></figure></li>\n`;
  })}</ul>\n`;
}
