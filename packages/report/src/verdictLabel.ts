import type { Verdict } from '@losskit/study';

import { type Html, html } from './html.ts';
import { VERDICT_MARKS } from './verdictMarks.ts';

/** A verdict, in words, behind the mark that it has in the figures. */
export function verdictLabel(verdict: Verdict, words: string): Html {
  const { color, path, hollow } = VERDICT_MARKS[verdict];
  return html`<span class="verdict ${verdict.replaceAll(' ', '-')}"><svg class="mark" viewBox="-1.2 -1.2 2.4 2.4" width="12" height="12" fill="${hollow ? 'none' : color}" stroke="${color}" stroke-width=".3" aria-hidden="true"><path d="${path}"/></svg>${words}</span>`;
}
