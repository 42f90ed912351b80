import type { MethodWords } from '@losskit/study';

import { type Html, html } from '../html.ts';

/** What the verdicts mean and what they rest on, in the comparison's own words. */
export function howToRead({ verdicts, notes }: MethodWords): Html {
  return html`<section aria-labelledby="how-to-read"><h2 id="how-to-read">How to read this</h2>
<dl class="reading">
${Object.entries(verdicts).map(([verdict, words]) => html`<div><dt>${verdict}</dt><dd>${words}</dd></div>\n`)}</dl>
<ul>
${Object.entries(notes).map(([heading, words]) => html`<li><strong>${heading}.</strong> ${words}</li>\n`)}</ul></section>\n`;
}
