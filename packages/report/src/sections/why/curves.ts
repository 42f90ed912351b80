import { lossShape } from '../../figures/lossShape.ts';
import { formatPercent, formatShort } from '../../formatNumber.ts';
import { type Html, html } from '../../html.ts';
import type { CurveEnd, MostAndLeast } from '../../messages/en/why.ts';
import type { Words } from '../../messages/Words.ts';
import { type ExplainedView, lineOf } from './ExplainedView.ts';

type Curves = NonNullable<ExplainedView['explanation']['curves']>;

interface NamedValue {
  readonly loss: string;
  readonly value: number;
}

interface Extremes {
  readonly least: NamedValue;
  readonly most: NamedValue;
}

function extremes(values: readonly NamedValue[]): Extremes | null {
  const sorted = values.filter(({ value }) => Number.isFinite(value)).sort((a, b) => a.value - b.value);
  const [least] = sorted;
  const most = sorted[sorted.length - 1];
  return least && most ? { least, most } : null;
}

function mostAndLeast(
  { least, most }: Extremes,
  printed: (value: number, most: number) => string,
): MostAndLeast {
  const ofLoss = ({ loss, value }: NamedValue) => ({ loss, number: printed(value, most.value) });
  return { most: ofLoss(most), least: least.loss === most.loss ? null : ofLoss(least) };
}

/** Where on the axis an example is far from what it should be: at the right end of a residual, the left of a margin. */
function farEnd({ axis, x }: Curves): number {
  return axis === 'margin' ? 0 : x.length - 1;
}

/** The losses that have least and most of something at the far end, and where that is. */
function atFarEnd(
  curves: Curves,
  of: 'value' | 'slope',
  printed: (value: number, most: number) => string,
): CurveEnd | null {
  const end = farEnd(curves);
  const found = extremes(
    curves.lines.map((line) => ({ loss: line.loss, value: Math.abs(line[of][end] ?? Number.NaN) })),
  );
  return found && { axis: curves.axis, at: formatShort(curves.x[end]), ...mostAndLeast(found, printed) };
}

/** Of a loss's own examples, the share at which the pull does not change with the distance. */
function flatShare({ x, lines, rug }: Curves, loss: string): number {
  const curvature = lines.find((line) => line.loss === loss)?.curvature ?? [];
  const positions = rug.find((one) => one.loss === loss)?.positions ?? [];
  const step = (x[1] ?? 1) - (x[0] ?? 0);
  const most = Math.max(...curvature.map((value) => Math.abs(value ?? 0)), 1e-3);
  const flat = positions.filter((at) => {
    const place = Math.max(0, Math.min(x.length - 1, Math.round((at - (x[0] ?? 0)) / step)));
    return Math.abs(curvature[place] ?? 0) < 0.01 * most;
  });
  return positions.length === 0 ? 0 : flat.length / positions.length;
}

/** Where a loss's pull changes fastest. */
function steepestPlace({ x, lines }: Curves, loss: string): number | undefined {
  const sizes =
    lines.find((line) => line.loss === loss)?.curvature.map((value) => Math.abs(value ?? 0)) ?? [];
  return x[sizes.indexOf(Math.max(...sizes))];
}

function curvatureCaption(curves: Curves, words: Words['why']): Html {
  const [first] = curves.lines;
  if (curves.axis === 'margin') {
    const best = first?.loss ?? '';
    const place = Number(steepestPlace(curves, best)?.toPrecision(2));
    return html`${words.change}${words.tellsApart(best, formatShort(place))}`;
  }
  const found = extremes(curves.lines.map(({ loss }) => ({ loss, value: flatShare(curves, loss) })));
  if (!found) return words.change;
  return html`${words.change}${words.pullsEqually(mostAndLeast(found, formatPercent))}`;
}

/** Loss, slope and curvature over the residual or margin; nothing for a kind of target without one. */
export async function curves(view: ExplainedView): Promise<Html | null> {
  const { explanation, context, task } = view;
  const { curves: found } = explanation;
  if (!found || found.lines.length === 0) return null;
  const { page, why: words } = context.words;
  const axis = words.axes[found.axis];
  const xTitle = found.standardized ? words.inDeviations(axis) : axis;
  const rugOf = (loss: string) => found.rug.find((one) => one.loss === loss)?.positions ?? [];
  const slope = (value: number, most: number) =>
    value < 1e-3 * most ? words.almostNothing : formatShort(value);
  const panels = [
    { title: words.loss, of: 'value', caption: words.cost(atFarEnd(found, 'value', formatShort)) },
    { title: words.slope, of: 'slope', caption: words.pull(atFarEnd(found, 'slope', slope)) },
    { title: words.curvature, of: 'curvature', caption: curvatureCaption(found, words) },
  ] as const;
  const losses = found.lines.map(({ loss }) => loss).join(page.separator);
  const figures: Html[] = [];
  for (const { title, of, caption } of panels) {
    const lines = found.lines.map((line) => ({
      ...lineOf(view, line.loss),
      values: line[of],
      rug: of === 'slope' ? rugOf(line.loss) : [],
    }));
    const description = words.shapeOf(title, losses, task, xTitle);
    figures.push(await context.figure(lossShape(found.x, lines, { title, xTitle, description }), caption));
  }
  return html`<div class="grid intervals">${figures}</div>\n`;
}
