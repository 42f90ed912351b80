import type { TopLevelSpec } from 'vega-lite';

import { extent } from '../extent.ts';
import { NUMBER_LABELS } from '../figureConfig.ts';
import { markAt } from '../lossMarks.ts';
import { robustDomain } from '../robustDomain.ts';
import { DASHES } from './dashes.ts';

const WIDTH = 300;
const HEIGHT = 240;

/** One line of each panel. */
export interface LossCurve {
  /** What the legend says: `huber, delta 0.5`. */
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly value: number; readonly slope: number }[];
}

/** Wide enough for a steep curve, and narrow enough for the others where one goes to infinity. */
const REACH = 8;

/**
 * Losses over what they are drawn over, and beside them their slopes; for a page of its own, on white.
 *
 * @param xTitle Lines of the title of the horizontal axis.
 * @param titles Titles of the two panels.
 */
export function lossCurves(
  curves: readonly LossCurve[],
  xTitle: readonly string[],
  [valueTitle, slopeTitle]: readonly [value: string, slope: string] = ['loss', 'slope of the loss'],
): TopLevelSpec {
  const labels = curves.map(({ label }) => label);
  const rows = curves.flatMap(({ label, points }) =>
    points
      .filter(({ value, slope }) => Number.isFinite(value) && Number.isFinite(slope))
      .map((point) => ({ ...point, label })),
  );
  const xDomain: number[] = [...extent(rows.map(({ x }) => x))];
  const axisTitle = [...xTitle];
  const panel = (title: string, field: 'value' | 'slope') =>
    ({
      title,
      width: WIDTH,
      height: HEIGHT,
      mark: { type: 'line', clip: true, strokeWidth: 2, interpolate: 'linear' },
      encoding: {
        x: {
          field: 'x',
          type: 'quantitative',
          title: axisTitle,
          scale: { domain: xDomain, nice: false },
          axis: { labelExpr: NUMBER_LABELS, tickCount: 7, labelFlush: true },
        },
        y: {
          field,
          type: 'quantitative',
          title: null,
          scale: {
            domain: robustDomain(
              rows.map((row) => row[field]),
              0,
              REACH,
            ),
            nice: false,
          },
          axis: { labelExpr: NUMBER_LABELS, tickCount: 6 },
        },
        color: {
          field: 'label',
          type: 'nominal',
          scale: { domain: labels, range: labels.map((_, index) => markAt(index).color) },
          legend: { title: null, orient: 'right', symbolSize: 500, symbolStrokeWidth: 2, labelLimit: 0 },
        },
        strokeDash: {
          field: 'label',
          type: 'nominal',
          scale: {
            domain: labels,
            range: labels.map((_, index) => [...(DASHES[index % DASHES.length] ?? [])]),
          },
        },
      },
    }) as const;
  return {
    background: 'white',
    padding: 12,
    description: `${labels.join(', ')} over the ${xTitle.join(' ')}: the losses, and their slopes.`,
    data: { values: rows },
    hconcat: [panel(valueTitle, 'value'), panel(slopeTitle, 'slope')],
    spacing: 24,
  };
}
