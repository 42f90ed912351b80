import type { StressedLoss, StressResult } from '@losskit/study';

import { stressCurves } from '../figures/stressCurves.ts';
import { formatShort } from '../formatNumber.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import type { Words } from '../messages/Words.ts';
import type { ReportContext } from '../ReportContext.ts';

const MAX_CURVES = 10;

function levelOf(level: number | null, { never }: Words['together']): string {
  return level === null ? never : String(Number(level.toPrecision(3)));
}

/** What lies beyond the levels is left open. */
function formatBreakdown(breakdown: StressedLoss['breaksDown'], words: Words['together']): string {
  if (breakdown === null) return words.never;
  const { at, from, to } = breakdown;
  return `${levelOf(at, words)} (${levelOf(from, words)}…${to === null ? '' : levelOf(to, words)})`;
}

/** How losses bear training that is made worse, level by level: one figure and table for each way and task. */
export async function stressed(results: readonly StressResult[], context: ReportContext): Promise<Html> {
  const { page, ranking, together, figures } = context.words;
  const sections: Html[] = [];
  for (const result of results) {
    const { task, stress, metric, level, levels, losses, higherIsBetter, trivial, slopePer } = result;
    const curves = losses.slice(0, MAX_CURVES).map((of) => ({ of, mark: context.mark(of.loss) }));
    const title = page.metric(metric);
    const levelWords = together.stressLevel(stress, level);
    const heading = together.stress(stress, task);
    const figure = await context.figure(
      stressCurves(result, curves, { metric: title, level: levelWords, words: figures }),
      together.stressCaption(title, levelWords, ranking.better(higherIsBetter), curves.length, losses.length),
      { className: 'figure beside', file: `${task}-${stress}` },
    );
    const slopeOf = ({ slope }: StressedLoss) =>
      slope === null
        ? ''
        : `${formatShort(slope.mean)} (${formatShort(slope.low)}…${formatShort(slope.high)})`;
    sections.push(html`<h3>${heading}</h3>
${figure}<div class="scroll" role="region" aria-label="${heading}" tabindex="0"><table data-sortable="${page.sort}">
<thead><tr><th scope="col" class="name">${ranking.loss}</th>${levels.map((one) => html`<th scope="col" class="number">${one}</th>`)}<th scope="col" class="number">${together.worseFrom}</th><th scope="col" class="number">${together.breaksDownAt}</th><th scope="col" class="number">${together.slope(slopePer !== 1)}</th></tr></thead>
<tbody>${losses.map(
      (one) =>
        html`<tr><th scope="row" class="name">${lossLabel(one.loss, context.mark(one.loss))}</th>${one.points.map(({ mean }) => html`<td class="number">${mean === null ? '' : formatShort(mean)}</td>`)}<td class="number">${levelOf(one.worseFrom, together)}</td><td class="number">${formatBreakdown(one.breaksDown, together)}</td><td class="number">${slopeOf(one)}</td></tr>\n`,
    )}</tbody></table></div>
<p>${together.stressColumns(String(levels[0]), formatShort(trivial))}</p>\n`);
  }
  return html`<section aria-labelledby="stress"><h2 id="stress">${page.underStress}</h2>
<p class="lead">${together.stressLead}</p>
${sections}</section>\n`;
}
