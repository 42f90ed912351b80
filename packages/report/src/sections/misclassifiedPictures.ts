import type { LossResult } from '@losskit/study';
import type { MisclassifiedPicture } from '@losskit/tasks';

import { embeddedPicture } from '../embeddedPicture.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
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
    return html`<li><figure>${embeddedPicture(entry.picture, `${label}, taken for ${predicted}`)}<figcaption><strong>${label}</strong> taken for <strong>${predicted}</strong>, ${(entry.probability * 100).toFixed(0)} % <span class="file">${entry.name}</span></figcaption></figure></li>\n`;
  })}</ul>\n`;
}
