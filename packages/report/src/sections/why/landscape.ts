import { landscapePlot } from '../../figures/landscapePlot.ts';
import { type Html, html } from '../../html.ts';
import { lossLabel } from '../../lossLabel.ts';
import { capitalised, metricTitle } from '../../names.ts';
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

function nameOf(mark: Mark | undefined): string {
  return mark?.loss ?? 'the first weights';
}

/** One plane through solutions, under the ranking metric and each loss; nothing where there is none. */
export async function landscape({ explanation, context, task }: ExplainedView): Promise<Html | null> {
  const { landscape: found, metric } = explanation;
  if (!found) return null;
  const name = metricTitle(metric.name);
  const sign = metric.higherIsBetter ? -1 : 1;
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
        description: `${name} on a plane through solutions on ${task}; the stronger the better.`,
      }),
      html`<strong>${capitalised(name)}</strong>: best next to ${nameOf(nearestMark(found, bestPlace(found, found.metric, sign)))}.`,
    ),
  ];
  for (const { loss, values } of found.losses) {
    const mark = context.mark(loss);
    figures.push(
      await context.figure(
        landscapePlot({ x: found.x, y: found.y, values }, marksFor(loss), {
          color: mark.color,
          higherIsBetter: false,
          description: `${loss} on the same plane on ${task}; the stronger the lower.`,
        }),
        html`<strong>${lossLabel(loss, mark)}</strong> is lowest next to ${nameOf(nearestMark(found, bestPlace(found, values, 1)))}.`,
      ),
    );
  }
  const off = found.marks.filter(({ offPlane }) => offPlane > 0).flatMap(({ loss }) => loss ?? []);
  return html`<h4>One landscape for all</h4>
<p class="lead">The same plane through weights in every panel: ${name} of the test part first, then each loss on the training part; the stronger the colour the better, with a ninth of the plane in each shade. Marks are the solutions of the losses, the panel's own one with a ring${found.marks.some(({ loss }) => loss === null) && '; the cross is the first weights'}.${off.length > 0 && ` Off the plane, and so drawn as their shadows: ${off.join(', ')}.`}</p>
<div class="grid small">${figures}</div>\n`;
}
