import { matrixPlot } from '../../figures/matrixPlot.ts';
import { formatPercent, formatShort } from '../../formatNumber.ts';
import { type Html, html } from '../../html.ts';
import { lossLabel } from '../../lossLabel.ts';
import type { ExplainedView } from './ExplainedView.ts';

type Gradients = ExplainedView['explanation']['gradients'];

const ALIKE = '#0072b2';
const OPPOSED = '#d55e00';

function shareSentence(gradients: Gradients): string {
  const known = gradients.filter(({ topShare }) => topShare !== null);
  const sorted = [...known].sort((a, b) => (b.topShare ?? 0) - (a.topShare ?? 0));
  const [most] = sorted;
  const least = sorted[sorted.length - 1];
  if (!most || !least) return 'No loss has a gradient left at its solution.';
  const first = `The 1 % of the examples that pull hardest own ${formatPercent(most.topShare ?? 0)} of the pull of ${most.loss}`;
  return most === least
    ? `${first}.`
    : `${first} and ${formatPercent(least.topShare ?? 0)} of that of ${least.loss}.`;
}

function noiseCell({ noiseScale }: Gradients[number]): Html {
  if (noiseScale === null) return html`<td class="number">not told from noise</td>`;
  const { value, low, high } = noiseScale;
  return html`<td class="number">${formatShort(value)} <span class="interval">${formatShort(low)} to ${formatShort(high)}</span></td>`;
}

/** Who owns the gradient of each loss, and how noisy it is. */
export function gradientTable({ task, explanation, context }: ExplainedView): Html {
  const { gradients } = explanation;
  return html`<div class="scroll" role="region" aria-label="Gradients on ${task}" tabindex="0"><table data-sortable="">
<caption>${shareSentence(gradients)} Equal pulls would be 1 %.</caption>
<thead><tr><th scope="col" class="name">loss</th><th scope="col" class="number">hardest 1 % own</th><th scope="col" class="number">examples without gradient</th><th scope="col" class="number">gradient noise scale (examples)</th></tr></thead>
<tbody>
${gradients.map(
  (one) =>
    html`<tr><th scope="row" class="name">${lossLabel(one.loss, context.mark(one.loss))}</th><td class="number">${one.topShare === null ? '–' : formatPercent(one.topShare)}</td><td class="number">${formatPercent(one.withoutGradient)}</td>${noiseCell(one)}</tr>\n`,
)}</tbody></table></div>
<p class="note">Gradients on the model's outputs at each loss's own solution. The noise scale is that at the first weights, by two batch sizes (McCandlish et al. 2018): about the batch size above which more examples a step gain little, with its 95 % interval.</p>\n`;
}

/** Cosines between the gradients of losses; nothing for a loss alone. */
export async function cosineMatrix(view: ExplainedView): Promise<Html | null> {
  const { task, explanation, context } = view;
  const { losses, cosines } = explanation;
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
  const names = `${losses[least.row] ?? ''} and ${losses[least.column] ?? ''}`;
  const meaning =
    Number(least.text) > 0.95
      ? 'so all start in the same direction, and differ in what follows'
      : Number(least.text) > 0
        ? `so of a first step of one, ${Math.round(100 * Number(least.text))} % goes the other's way`
        : 'so a first step of one undoes one of the other';
  return context.figure(
    matrixPlot(cells, {
      rows: losses,
      columns: losses,
      title: 'cosine of the gradients',
      description: `Cosine between the gradients of losses on the same examples of ${task} at the first weights.`,
    }),
    html`<strong>Do they pull the same way?</strong> Cosine between gradients at the first weights, on the same examples; 1 is the same direction. ${names} agree least (${least.text}), ${meaning}.`,
    { className: 'figure beside' },
  );
}
