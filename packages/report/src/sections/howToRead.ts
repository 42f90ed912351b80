import type { MethodWords, Verdict } from '@losskit/study';

import { type Html, html } from '../html.ts';
import type { Words } from '../messages/Words.ts';
import { verdictLabel } from '../verdictLabel.ts';
import { VERDICT_MARKS } from '../verdictMarks.ts';

/** What the verdicts mean and what they rest on. */
export function howToRead({ legend, verdicts, notes }: MethodWords, { page, ranking }: Words): Html {
  const isVerdict = (name: string): name is Verdict => name in VERDICT_MARKS;
  return html`<section aria-labelledby="how-to-read"><h2 id="how-to-read">${page.howToRead}</h2>
<p class="lead">${legend}</p>
<dl class="reading">
${Object.entries(verdicts).map(([name, words]) => html`<div><dt>${isVerdict(name) ? verdictLabel(name, ranking.verdicts[name]) : name}</dt><dd>${words}</dd></div>\n`)}</dl>
<ul>
${Object.entries(notes).map(([heading, words]) => html`<li><strong>${heading}${page.stop}</strong> ${words}</li>\n`)}</ul></section>\n`;
}
