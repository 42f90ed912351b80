import type { TopLevelSpec } from 'vega-lite';

import type { LossMark } from '../lossMarks.ts';

const SIDE = 200;
/** Bands of equal numbers of places: like height lines, whatever the scale of a loss. */
const BANDS = 9;

/** A solution on the plane. */
export interface LandscapeMark {
  readonly x: number;
  readonly y: number;
  /** Undefined for the first weights, which are drawn as a cross. */
  readonly mark: LossMark | undefined;
  /** Whether the panel is of this loss. */
  readonly isOwn: boolean;
}

/** Values over a plane, the stronger the colour the better; marks are solutions, the panel's own one with a ring around it. */
export function landscapePlot(
  {
    x,
    y,
    values,
  }: {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly values: readonly (readonly (number | null)[])[];
  },
  marks: readonly LandscapeMark[],
  {
    color,
    higherIsBetter,
    description,
  }: { readonly color: string; readonly higherIsBetter: boolean; readonly description: string },
): TopLevelSpec {
  const places = values.flatMap((row, rowPlace) =>
    row.map((value, column) => ({ row: rowPlace, column, value })),
  );
  const sorted = places.flatMap(({ value }) => value ?? []).sort((a, b) => (higherIsBetter ? b - a : a - b));
  const opacityOf = (value: number | null) => {
    if (value === null) return 0;
    const rank = sorted.findIndex((one) => (higherIsBetter ? one <= value : one >= value));
    return 0.82 * (1 - Math.floor((BANDS * rank) / sorted.length) / (BANDS - 1)) ** 1.6;
  };
  const halfX = ((x[1] ?? 1) - (x[0] ?? 0)) / 2;
  const halfY = ((y[1] ?? 1) - (y[0] ?? 0)) / 2;
  const scaleOf = (centres: readonly number[], half: number) => {
    const domain = [(centres[0] ?? 0) - half, (centres[centres.length - 1] ?? 1) + half];
    return { domain, nice: false, zero: false } as const;
  };
  const channel = (field: string, centres: readonly number[], half: number) =>
    ({ field, type: 'quantitative', scale: scaleOf(centres, half), axis: null }) as const;
  const cells = places.map(({ row, column, value }) => {
    const [cx, cy] = [x[column] ?? 0, y[row] ?? 0];
    return { x: cx - halfX, x2: cx + halfX, y: cy - halfY, y2: cy + halfY, opacity: opacityOf(value) };
  });
  const at = { x: channel('x', x, halfX), y: channel('y', y, halfY) };
  return {
    description,
    width: SIDE,
    height: SIDE,
    layer: [
      {
        data: { values: cells },
        mark: { type: 'rect', color },
        encoding: {
          ...at,
          x2: { field: 'x2' },
          y2: { field: 'y2' },
          fillOpacity: { field: 'opacity', type: 'quantitative', scale: null },
        },
      },
      ...marks.map(({ mark, isOwn, ...point }) => ({
        data: { values: [point] },
        mark: {
          type: 'point',
          filled: true,
          shape: mark?.shape ?? 'cross',
          color: mark?.color ?? 'currentColor',
          stroke: isOwn ? 'currentColor' : 'white',
          strokeWidth: isOwn ? 2.5 : 1,
          opacity: 1,
          size: isOwn ? 130 : 70,
        } as const,
        encoding: at,
      })),
    ],
  };
}
