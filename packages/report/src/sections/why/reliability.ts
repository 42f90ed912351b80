import { reliabilityDiagram } from '../../figures/reliabilityDiagram.ts';
import { formatPercent } from '../../formatNumber.ts';
import { type Html, type HtmlValue, html } from '../../html.ts';
import { lossLabel } from '../../lossLabel.ts';
import type { Words } from '../../messages/Words.ts';
import type { ExplainedView } from './ExplainedView.ts';

type Reliability = NonNullable<ExplainedView['explanation']['reliability']>[number];

function captionOf({ bins, error }: Reliability, label: HtmlValue, words: Words['why']): Html {
  const answers = bins.reduce((sum, bin) => sum + bin.answers, 0);
  const meanOf = (of: 'confidence' | 'right') =>
    bins.reduce((sum, bin) => sum + bin.answers * bin[of], 0) / answers;
  const [sure, right] = [meanOf('confidence'), meanOf('right')];
  const apart = sure - right;
  const off = apart > 0 ? words.tooSure : words.notSureEnough;
  const judged = Math.abs(apart) < 0.02 ? words.sureAsItShouldBe : off;
  return words.sureAndRight(label, formatPercent(sure), formatPercent(right), judged, formatPercent(error));
}

/** A reliability diagram for each loss; nothing for a kind of target without probabilities. */
export async function reliability({ explanation, context, task }: ExplainedView): Promise<Html | null> {
  const { reliability: found = [] } = explanation;
  if (found.length === 0) return null;
  const { figures: figureWords, why: words } = context.words;
  const figures: Html[] = [];
  for (const one of found) {
    const mark = context.mark(one.loss);
    figures.push(
      await context.figure(
        reliabilityDiagram(one.bins, mark, {
          description: words.reliabilityOf(one.loss, task),
          words: figureWords,
        }),
        captionOf(one, lossLabel(one.loss, mark), words),
      ),
    );
  }
  return html`<h4>${words.reliability}</h4>
<p class="lead">${words.reliabilityLead}</p>
<div class="grid small">${figures}</div>\n`;
}
