import { pathPlot } from '../../figures/pathPlot.ts';
import { finiteValues } from '../../finiteValues.ts';
import { formatPercent, formatShort } from '../../formatNumber.ts';
import { type Html, html } from '../../html.ts';
import { capitalised, metricTitle, shortenedLoss } from '../../names.ts';
import { type ExplainedView, lineOf } from './ExplainedView.ts';

type Path = ExplainedView['explanation']['paths'][number];

const NAME_LENGTH = 18;

/** What the metric does on the way, in a sentence. */
function metricSentence(path: Path, metric: string, higherIsBetter: boolean): string {
  const [start, end] = [path.metric[0], path.metric[path.metric.length - 1]];
  const sign = higherIsBetter ? -1 : 1;
  const known = finiteValues(path.metric);
  if (typeof start !== 'number' || typeof end !== 'number') return `${metric} is not finite at an end.`;
  const worst = sign * Math.max(...known.map((value) => sign * value));
  const best = sign * Math.min(...known.map((value) => sign * value));
  const way = `${capitalised(metric)} goes from ${formatShort(start)} to ${formatShort(end)}`;
  const slack = 0.02 * Math.max(Math.abs(start), Math.abs(end));
  const isHill = sign * worst > Math.max(sign * start, sign * end) + slack;
  const isValley = sign * best < Math.min(sign * start, sign * end) - slack;
  if (isHill) return `${way} over a hill at ${formatShort(worst)}: the two solutions are apart`;
  if (isValley) return `${way} through ${formatShort(best)}: between the two is a better one`;
  return `${way} with no hill between the two solutions`;
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
  const metric = metricTitle(name);
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
        description: `${metric} and both losses on the straight line from the solution of ${path.from} to that of ${path.to} on ${task}.`,
        from: shortenedLoss(path.from, NAME_LENGTH),
        to: shortenedLoss(path.to, NAME_LENGTH),
      },
    );
    const best = whereBest(path, higherIsBetter);
    figures.push(
      await context.figure(
        spec,
        html`${metricSentence(path, metric, higherIsBetter)}${best > 0 && best < 1 && ` (best at ${formatPercent(best)} of the way)`}.`,
      ),
    );
  }
  return html`<h4>From the best solution to the others</h4>
<p class="lead">On a straight line through the weights: the thick line is ${metric} on the test part, the thin ones are the two losses on the training part; each from its best value on the way to its worst.</p>
<div class="grid small">${figures}</div>\n`;
}
