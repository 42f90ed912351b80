import type { Explanation } from '@losskit/study';

import { DASHES } from '../../figures/dashes.ts';
import { type Html, html } from '../../html.ts';
import type { LossMark } from '../../lossMarks.ts';
import { breakableName } from '../../names.ts';
import type { ReportContext } from '../../ReportContext.ts';

/** What each view of an explanation draws on. */
export interface ExplainedView {
  readonly task: string;
  readonly explanation: Explanation;
  readonly context: ReportContext;
}

/** How a loss's line looks in every view: colour and, for those who see few of them, dashes. */
export function lineOf(
  { explanation, context }: ExplainedView,
  loss: string,
): LossMark & { readonly dash: readonly number[] } {
  const place = Math.max(0, explanation.losses.indexOf(loss));
  return { ...context.mark(loss), dash: DASHES[place % DASHES.length] ?? [] };
}

/** The losses with their lines, once for all views. */
export function lineLegend(view: ExplainedView): Html {
  const entries = view.explanation.losses.map((loss) => {
    const { color, dash } = lineOf(view, loss);
    return html`<li><svg viewBox="0 0 30 8" width="30" height="8" aria-hidden="true" class="line"><path d="M0 4H30" stroke="${color}" stroke-width="2.5" stroke-dasharray="${dash.join(' ')}"/></svg> ${breakableName(loss)}</li>\n`;
  });
  return html`<ul class="lines" aria-label="${view.context.words.why.lines}">\n${entries}</ul>\n`;
}
