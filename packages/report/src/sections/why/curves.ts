import { lossShape } from '../../figures/lossShape.ts';
import { formatPercent, formatShort } from '../../formatNumber.ts';
import { type Html, html } from '../../html.ts';
import { type ExplainedView, lineOf } from './ExplainedView.ts';

type Curves = NonNullable<ExplainedView['explanation']['curves']>;

const AXES = {
  residual: { title: 'prediction − target', at: 'a residual' },
  'log ratio': { title: 'log of rate / count', at: 'a log ratio' },
  margin: { title: 'margin of the right answer', at: 'a margin' },
} as const;

function axisTitle({ axis, standardized }: Curves): string {
  return standardized ? `${AXES[axis].title} (deviations)` : AXES[axis].title;
}

interface NamedValue {
  readonly loss: string;
  readonly value: number;
}

function extremes(values: readonly NamedValue[]): readonly [least: NamedValue, most: NamedValue] | undefined {
  const sorted = values.filter(({ value }) => Number.isFinite(value)).sort((a, b) => a.value - b.value);
  const [least] = sorted;
  const most = sorted[sorted.length - 1];
  return least && most ? [least, most] : undefined;
}

/** Where on the axis an example is far from what it should be: at the right end of a residual, the left of a margin. */
function farEnd({ axis, x }: Curves): number {
  return axis === 'margin' ? 0 : x.length - 1;
}

/** The losses that have least and most of something at the far end, and where that is. */
function atFarEnd(curves: Curves, of: 'value' | 'slope') {
  const end = farEnd(curves);
  const found = extremes(
    curves.lines.map((line) => ({ loss: line.loss, value: Math.abs(line[of][end] ?? Number.NaN) })),
  );
  return { found, where: `${AXES[curves.axis].at} of ${formatShort(curves.x[end])}` };
}

function valueCaption(curves: Curves): Html {
  const { found, where } = atFarEnd(curves, 'value');
  if (!found) return html`<strong>What one example costs.</strong>`;
  const [least, most] = found;
  return html`<strong>What one example costs.</strong> At ${where} that is ${formatShort(most.value)} for ${most.loss}${most.loss !== least.loss && html` and ${formatShort(least.value)} for ${least.loss}`}.`;
}

function slopeCaption(curves: Curves): Html {
  const { found, where } = atFarEnd(curves, 'slope');
  const strokes = 'The strokes below are training examples, each row at the solution of its loss.';
  if (!found) return html`<strong>How hard it pulls</strong> (the slope). ${strokes}`;
  const [least, most] = found;
  const much = least.value < 1e-3 * most.value ? 'almost nothing' : formatShort(least.value);
  return html`<strong>How hard it pulls</strong> (the slope). At ${where} that is ${formatShort(most.value)} for ${most.loss}${most.loss !== least.loss && html` and ${much} for ${least.loss}`}. ${strokes}`;
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

function curvatureCaption(curves: Curves): Html {
  const heading = html`<strong>How the pull changes</strong> (the curvature).`;
  const [first] = curves.lines;
  if (curves.axis === 'margin') {
    return html`${heading} ${first?.loss}, the best, tells near from far at ${AXES.margin.at} of about ${formatShort(Number(steepestPlace(curves, first?.loss ?? '')?.toPrecision(2)))}; where a line is 0 the pull is the same on both sides.`;
  }
  const found = extremes(curves.lines.map(({ loss }) => ({ loss, value: flatShare(curves, loss) })));
  if (!found) return heading;
  const [least, most] = found;
  return html`${heading} ${most.loss} pulls ${formatPercent(most.value)} of its examples equally, however far they are${most.loss !== least.loss && html`; ${least.loss} ${formatPercent(least.value)}`}.`;
}

/** Loss, slope and curvature over the residual or margin; nothing for a kind of target without one. */
export async function curves(view: ExplainedView): Promise<Html | null> {
  const { explanation, context, task } = view;
  const { curves: found } = explanation;
  if (!found || found.lines.length === 0) return null;
  const xTitle = axisTitle(found);
  const rugOf = (loss: string) => found.rug.find((one) => one.loss === loss)?.positions ?? [];
  const panels = [
    { title: 'loss', of: 'value', caption: valueCaption(found) },
    { title: 'slope', of: 'slope', caption: slopeCaption(found) },
    { title: 'curvature', of: 'curvature', caption: curvatureCaption(found) },
  ] as const;
  const figures: Html[] = [];
  for (const { title, of, caption } of panels) {
    const lines = found.lines.map((line) => ({
      ...lineOf(view, line.loss),
      values: line[of],
      rug: of === 'slope' ? rugOf(line.loss) : [],
    }));
    const description = `The ${title} of ${found.lines.map(({ loss }) => loss).join(', ')} on ${task} over ${xTitle}.`;
    figures.push(await context.figure(lossShape(found.x, lines, { title, xTitle, description }), caption));
  }
  return html`<div class="grid intervals">${figures}</div>\n`;
}
