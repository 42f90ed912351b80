import { matrixPlot } from '../../figures/matrixPlot.ts';
import { formatPercent, formatShort } from '../../formatNumber.ts';
import { type Html, html } from '../../html.ts';
import { lossLabel } from '../../lossLabel.ts';
import type { Words } from '../../messages/Words.ts';
import type { ExplainedView } from './ExplainedView.ts';

type Gradients = ExplainedView['explanation']['gradients'];

const ALIKE = '#0072b2';
const OPPOSED = '#d55e00';

function shareSentence(gradients: Gradients, words: Words['why']): string {
  const known = gradients.flatMap(({ loss, topShare }) => (topShare === null ? [] : { loss, topShare }));
  const sorted = known.sort((a, b) => b.topShare - a.topShare);
  const printed = ({ loss, topShare }: (typeof known)[number]) => ({ loss, number: formatPercent(topShare) });
  const [most] = sorted;
  const least = sorted[sorted.length - 1];
  if (!most || !least) return words.noGradient;
  return words.hardestOwn({ most: printed(most), least: most === least ? null : printed(least) });
}

function noiseCell({ noiseScale }: Gradients[number], { why, ranking }: Words): Html {
  if (noiseScale === null) return html`<td class="number">${why.onlyNoise}</td>`;
  const { value, low, high } = noiseScale;
  return html`<td class="number">${formatShort(value)} <span class="interval">${ranking.range(formatShort(low), formatShort(high))}</span></td>`;
}

/** Who owns the gradient of each loss, and how noisy it is. */
export function gradientTable({ task, explanation, context }: ExplainedView): Html {
  const { gradients } = explanation;
  const { why: words, ranking } = context.words;
  return html`<div class="scroll" role="region" aria-label="${words.gradientsOn(task)}" tabindex="0"><table data-sortable="">
<caption>${shareSentence(gradients, words)}${words.equalPulls}</caption>
<thead><tr><th scope="col" class="name">${ranking.loss}</th><th scope="col" class="number">${words.hardest}</th><th scope="col" class="number">${words.withoutGradient}</th><th scope="col" class="number">${words.noiseScale}</th></tr></thead>
<tbody>
${gradients.map(
  (one) =>
    html`<tr><th scope="row" class="name">${lossLabel(one.loss, context.mark(one.loss))}</th><td class="number">${one.topShare === null ? '–' : formatPercent(one.topShare)}</td><td class="number">${formatPercent(one.withoutGradient)}</td>${noiseCell(one, context.words)}</tr>\n`,
)}</tbody></table></div>
<p class="note">${words.gradientNote}</p>\n`;
}

/** Cosines between the gradients of losses; nothing for a loss alone. */
export async function cosineMatrix(view: ExplainedView): Promise<Html | null> {
  const { task, explanation, context } = view;
  const { losses, cosines } = explanation;
  const { why: words } = context.words;
  const cells = cosines.flatMap((row, place) =>
    row.flatMap((value, column) =>
      value === null
        ? []
        : [
            {
              row: place,
              column,
              text: value.toFixed(2),
              color: value < 0 ? OPPOSED : ALIKE,
              strength: Math.abs(value) ** 2,
            },
          ],
    ),
  );
  const pairs = cells.filter(({ row, column }) => row < column);
  const [least] = [...pairs].sort((a, b) => Number(a.text) - Number(b.text));
  if (!least) return null;
  const cosine = Number(least.text);
  const agreement = cosine > 0.95 ? 'same' : cosine > 0 ? 'partly' : 'opposed';
  return context.figure(
    matrixPlot(cells, {
      rows: losses,
      columns: losses,
      title: words.cosine,
      description: words.cosinesOf(task),
    }),
    words.cosineCaption(
      losses[least.row] ?? '',
      losses[least.column] ?? '',
      least.text,
      agreement,
      Math.round(100 * cosine),
    ),
    { className: 'figure beside' },
  );
}
