import { pathPlot } from '../../figures/pathPlot.ts';
import { finiteValues } from '../../finiteValues.ts';
import { formatPercent, formatShort } from '../../formatNumber.ts';
import { type Html, html } from '../../html.ts';
import type { Way } from '../../messages/en/why.ts';
import type { Words } from '../../messages/Words.ts';
import { type ExplainedView, lineOf } from './ExplainedView.ts';

type Path = ExplainedView['explanation']['paths'][number];

/** What the metric does on the way, in a sentence. */
function metricSentence(path: Path, metric: string, higherIsBetter: boolean, words: Words['why']): string {
  const [start, end] = [path.metric[0], path.metric[path.metric.length - 1]];
  const sign = higherIsBetter ? -1 : 1;
  const known = finiteValues(path.metric);
  if (typeof start !== 'number' || typeof end !== 'number') return words.endNotFinite(metric);
  const worst = sign * Math.max(...known.map((value) => sign * value));
  const best = sign * Math.min(...known.map((value) => sign * value));
  const slack = 0.02 * Math.max(Math.abs(start), Math.abs(end));
  const isHill = sign * worst > Math.max(sign * start, sign * end) + slack;
  const isValley = sign * best < Math.min(sign * start, sign * end) - slack;
  const along = (way: Way) => words.way(metric, formatShort(start), formatShort(end), way);
  if (isHill) return along({ shape: 'hill', middle: formatShort(worst) });
  if (isValley) return along({ shape: 'valley', middle: formatShort(best) });
  return along({ shape: 'plain' });
}

function whereBest(path: Path, higherIsBetter: boolean): number {
  const values = path.metric.map((value) =>
    value === null ? Number.POSITIVE_INFINITY : higherIsBetter ? -value : value,
  );
  return path.at[values.indexOf(Math.min(...values))] ?? 0;
}

/** What lies between the best loss's solution and each other; nothing for a loss alone. */
export async function paths(view: ExplainedView): Promise<Html | null> {
  const { explanation, context, task } = view;
  const { name, higherIsBetter } = explanation.metric;
  const { page, figures: figureWords, why: words } = context.words;
  const metric = page.metric(name);
  const [first] = explanation.paths;
  if (!first) return null;
  const figures: Html[] = [];
  for (const path of explanation.paths) {
    const spec = pathPlot(
      path.at,
      [
        { ...lineOf(view, path.from), width: 2.2, higherIsBetter: false, values: path.fromLoss },
        { ...lineOf(view, path.to), width: 2.2, higherIsBetter: false, values: path.toLoss },
        { color: 'currentColor', dash: [], width: 3.5, higherIsBetter, values: path.metric },
      ],
      {
        description: words.pathOf(metric, path.from, path.to, task),
        from: path.from,
        to: path.to,
        words: figureWords,
      },
    );
    const best = whereBest(path, higherIsBetter);
    figures.push(
      await context.figure(
        spec,
        html`${metricSentence(path, page.metricAtStart(name), higherIsBetter, words)}${best > 0 && best < 1 && words.bestAt(formatPercent(best))}${page.stop}`,
      ),
    );
  }
  return html`<h4>${words.paths}</h4>
<p class="lead">${words.pathsLead(metric)}</p>
<div class="grid small">${figures}</div>\n`;
}
