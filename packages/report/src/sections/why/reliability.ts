import { reliabilityDiagram } from '../../figures/reliabilityDiagram.ts';
import { formatPercent } from '../../formatNumber.ts';
import { type Html, html } from '../../html.ts';
import { lossLabel } from '../../lossLabel.ts';
import type { ExplainedView } from './ExplainedView.ts';

type Reliability = NonNullable<ExplainedView['explanation']['reliability']>[number];

function sentenceOf({ bins, error }: Reliability): string {
  const answers = bins.reduce((sum, bin) => sum + bin.answers, 0);
  const meanOf = (of: 'confidence' | 'right') =>
    bins.reduce((sum, bin) => sum + bin.answers * bin[of], 0) / answers;
  const [sure, right] = [meanOf('confidence'), meanOf('right')];
  const apart = sure - right;
  const judged = Math.abs(apart) < 0.02 ? 'sure as it should be' : apart > 0 ? 'too sure' : 'not sure enough';
  return `${formatPercent(sure)} sure, ${formatPercent(right)} right: ${judged} (error ${formatPercent(error)})`;
}

/** A reliability diagram for each loss; nothing for a kind of target without probabilities. */
export async function reliability({ explanation, context, task }: ExplainedView): Promise<Html | null> {
  const { reliability: found = [] } = explanation;
  if (found.length === 0) return null;
  const figures: Html[] = [];
  for (const one of found) {
    const mark = context.mark(one.loss);
    figures.push(
      await context.figure(
        reliabilityDiagram(
          one.bins,
          mark,
          `How often answers of ${one.loss} on ${task} are right, over how sure they are.`,
        ),
        html`<strong>${lossLabel(one.loss, mark)}</strong>: ${sentenceOf(one)}.`,
      ),
    );
  }
  return html`<h4>Can its probabilities be believed?</h4>
<p class="lead">Answers on the test part, together by how sure the model was; the larger a dot, the more answers. On the broken line as many are right as were said to be, below it the model is too sure. The error is the expected calibration error: the mean distance from the line.</p>
<div class="grid small">${figures}</div>\n`;
}
