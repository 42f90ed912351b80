import { embeddedPicture } from '../embeddedPicture.ts';
import { type Html, html } from '../html.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';

/** Some pictures of each class; nothing for data that are no pictures. */
export function samplePictures({ preview }: TaskView, { words }: ReportContext): Html | null {
  const all = preview.samples ?? [];
  if (all.length === 0) return null;
  const labels = [...new Set(all.map((sample) => sample.label))].sort((a, b) => a - b);
  return html`<h3>${words.charts.theData}</h3>
<p class="lead">${words.charts.theDataLead}</p>
<dl class="samples">${labels.map((label) => {
    const name = preview.classNames?.[label] ?? String(label);
    const pictures = all.filter((sample) => sample.label === label);
    return html`<div><dt>${name}</dt><dd>${pictures.map((sample) => embeddedPicture(sample.picture, name))}</dd></div>\n`;
  })}</dl>\n`;
}
