import { landscapePlot } from '../../figures/landscapePlot.ts';
import { type Html, html } from '../../html.ts';
import { lossLabel } from '../../lossLabel.ts';
import type { ExplainedView } from './ExplainedView.ts';

type Landscape = NonNullable<ExplainedView['explanation']['landscape']>;
type Mark = Landscape['marks'][number];

/** Where the values are best, on the grid. */
function bestPlace({ x, y }: Landscape, values: readonly (readonly (number | null)[])[], sign: number) {
  let best = Number.POSITIVE_INFINITY;
  let place = { x: 0, y: 0 };
  values.forEach((row, rowPlace) => {
    row.forEach((value, column) => {
      if (value === null || sign * value >= best) return;
      best = sign * value;
      place = { x: x[column] ?? 0, y: y[rowPlace] ?? 0 };
    });
  });
  return place;
}

function nearestMark(
  { x, y, marks }: Landscape,
  place: { readonly x: number; readonly y: number },
): Mark | undefined {
  const span = (values: readonly number[]) => (values[values.length - 1] ?? 1) - (values[0] ?? 0);
  // As the panel shows it, whose sides are equally long.
  const distanceOf = (mark: Mark) => Math.hypot((mark.x - place.x) / span(x), (mark.y - place.y) / span(y));
  return [...marks].sort((a, b) => distanceOf(a) - distanceOf(b))[0];
}

/** One plane through solutions, under the ranking metric and each loss; nothing where there is none. */
export async function landscape({ explanation, context, task }: ExplainedView): Promise<Html | null> {
  const { landscape: found, metric } = explanation;
  if (!found) return null;
  const { page, why: words } = context.words;
  const name = page.metric(metric.name);
  const nearestTo = (values: Landscape['metric'], sign: number) =>
    nearestMark(found, bestPlace(found, values, sign))?.loss ?? null;
  const marksFor = (loss: string | undefined) =>
    found.marks.map((one) => ({
      x: one.x,
      y: one.y,
      mark: one.loss === null ? undefined : context.mark(one.loss),
      isOwn: one.loss !== null && one.loss === loss,
    }));
  const figures: Html[] = [
    await context.figure(
      landscapePlot({ x: found.x, y: found.y, values: found.metric }, marksFor(undefined), {
        color: 'currentColor',
        higherIsBetter: metric.higherIsBetter,
        description: words.metricPlane(name, task),
      }),
      words.metricBestAt(
        page.metricAtStart(metric.name),
        nearestTo(found.metric, metric.higherIsBetter ? -1 : 1),
      ),
    ),
  ];
  for (const { loss, values } of found.losses) {
    const mark = context.mark(loss);
    figures.push(
      await context.figure(
        landscapePlot({ x: found.x, y: found.y, values }, marksFor(loss), {
          color: mark.color,
          higherIsBetter: false,
          description: words.lossPlane(loss, task),
        }),
        words.lossLowestAt(lossLabel(loss, mark), nearestTo(values, 1)),
      ),
    );
  }
  const off = found.marks.filter(({ offPlane }) => offPlane > 0).flatMap(({ loss }) => loss ?? []);
  const hasFirstWeights = found.marks.some(({ loss }) => loss === null);
  return html`<h4>${words.landscape}</h4>
<p class="lead">${words.landscapeLead(name, hasFirstWeights, off.join(page.separator))}</p>
<div class="grid small">${figures}</div>\n`;
}
