import { type Html, html } from './html.ts';
import type { LossMark } from './lossMarks.ts';
import { breakableName } from './names.ts';

const OUTLINES: Readonly<Record<LossMark['shape'], Html>> = {
  circle: html`<circle cx="6" cy="6" r="4.6"/>`,
  square: html`<rect x="1.8" y="1.8" width="8.4" height="8.4"/>`,
  diamond: html`<path d="M6 .4 11.6 6 6 11.6 .4 6Z"/>`,
};

/** A loss's name behind the mark that it has in the figures. */
export function lossLabel(loss: string, mark: LossMark): Html {
  return html`<span class="loss"><svg class="mark" viewBox="0 0 12 12" width="12" height="12" fill="${mark.color}" aria-hidden="true">${OUTLINES[mark.shape]}</svg><span>${breakableName(loss)}</span></span>`;
}
