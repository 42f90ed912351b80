import type { TopLevelSpec } from 'vega-lite';

import { extent } from '../extent.ts';
import { NUMBER_LABELS } from '../figureConfig.ts';
import { lossDomain } from './lossDomain.ts';

const WIDTH = 300;
const HEIGHT = 190;
/** Pixels between the rugs of two losses, and the length of a stroke. */
const RUG_ROW = 9;
const RUG_STROKE = 7;

const LINE = { type: 'line', clip: true, interpolate: 'linear', strokeWidth: 2.2 } as const;

/** A loss's line, with where its examples stand. */
export interface ShapedLine {
  readonly color: string;
  readonly dash: readonly number[];
  readonly values: readonly (number | null)[];
  readonly rug: readonly number[];
}

export interface LossShapeOptions {
  readonly title: string;
  /** In one line, or in several. */
  readonly xTitle: string | string[];
  readonly description: string;
}

/** A quantity of each loss over the residual or margin; below, a stroke for each example. */
export function lossShape(
  x: readonly number[],
  lines: readonly ShapedLine[],
  { title, xTitle, description }: LossShapeOptions,
): TopLevelSpec {
  const xDomain: number[] = [...extent(x)];
  const yDomain: number[] = lossDomain(lines.flatMap(({ values }) => values));
  const withRug = lines.filter(({ rug }) => rug.length > 0);
  const xOf = (axis: boolean) =>
    ({
      field: 'x',
      type: 'quantitative',
      title: axis ? xTitle : null,
      scale: { domain: xDomain, nice: false },
      axis: axis ? { tickCount: 6, labelExpr: NUMBER_LABELS, titleFontSize: 12, labelFontSize: 12 } : null,
    }) as const;
  const y = {
    field: 'y',
    type: 'quantitative',
    title: null,
    scale: { domain: yDomain, nice: false, zero: false },
    axis: { tickCount: 5, labelExpr: NUMBER_LABELS, labelFontSize: 12 },
  } as const;
  const curves = {
    width: WIDTH,
    height: HEIGHT,
    title,
    layer: lines.map(({ color, dash, values }) => ({
      data: {
        values: x.flatMap((at, place) => {
          const value = values[place];
          return typeof value === 'number' ? [{ x: at, y: value }] : [];
        }),
      },
      mark: { ...LINE, color, strokeDash: [...dash] },
      encoding: { x: xOf(withRug.length === 0), y },
    })),
  };
  if (withRug.length === 0) return { description, ...curves };
  const rugs = {
    width: WIDTH,
    height: RUG_ROW * withRug.length,
    layer: withRug.map(({ color, rug }, row) => ({
      data: {
        values: rug
          .filter((at) => at >= (xDomain[0] ?? 0) && at <= (xDomain[1] ?? 0))
          .map((at) => ({ x: at, top: RUG_ROW * row, bottom: RUG_ROW * row + RUG_STROKE })),
      },
      mark: { type: 'rule', color, strokeWidth: 1, opacity: 0.7 } as const,
      encoding: {
        x: xOf(true),
        y: { field: 'top', type: 'quantitative', scale: null, axis: null } as const,
        y2: { field: 'bottom' } as const,
      },
    })),
  };
  return { description, vconcat: [curves, rugs], spacing: 4 };
}
