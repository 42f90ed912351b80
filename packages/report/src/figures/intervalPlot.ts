import type { TopLevelSpec } from 'vega-lite';

import { NUMBER_LABELS } from '../figureConfig.ts';
import { finiteValues } from '../finiteValues.ts';
import { decimalsFor, formatNumber } from '../formatNumber.ts';
import type { LossMark } from '../lossMarks.ts';
import { shortenedLoss } from '../names.ts';
import { robustDomain } from '../robustDomain.ts';

const NORMAL = { width: 320, rowHeight: 33, fontSize: 11, seed: 30, mean: 75 } as const;
// A third larger, and its text with it, so that it can still be read where a phone scales it down.
const PROMINENT = { width: 450, rowHeight: 42, fontSize: 13.5, seed: 50, mean: 120 } as const;
const LINE = 0.72;
const BAND = [0.52, 0.92] as const;

/** One line of an interval plot. */
export interface IntervalRow {
  readonly label: string;
  readonly mark: LossMark;
  /** One value per seed; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What stands in the place of a mean that there is not. Default `diverged`. */
  readonly missing?: string;
}

/** What an interval plot shows besides its rows. */
export interface IntervalPlotOptions {
  readonly title: string;
  readonly description: string;
  /** Where a dashed line stands, such as the best mean or the true value; the axis is chosen around it. */
  readonly reference: number | null;
  /** Draws it larger, as the first figure of a task. Default false. */
  readonly prominent?: boolean;
}

/**
 * One row per loss: a light dot per seed, a filled mark for the mean, a bar for the interval.
 *
 * Labels stand above their row, so that long names cost no width. What lies far outside is drawn as an arrow
 * at the edge; its number stands at the right all the same.
 */
export function intervalPlot(rows: readonly IntervalRow[], options: IntervalPlotOptions): TopLevelSpec {
  const size = options.prominent === true ? PROMINENT : NORMAL;
  const drawn = rows.flatMap((row) => [...row.values, row.mean]);
  const domain = robustDomain(drawn, options.reference ?? finiteValues(drawn)[0] ?? 0);
  const [low, high] = domain;
  const clamp = (value: number) => Math.min(high, Math.max(low, value));
  const inside = (value: number) => value >= low && value <= high;

  const decimals = Math.max(0, decimalsFor(rows.map((row) => row.mean)) - 1);
  const bands = rows.map((_, index) => ({ y: index + BAND[0], y2: index + BAND[1] }));

  const labels = rows.map((row, index) => ({
    y: index + 0.28,
    label: shortenedLoss(row.label, row.values.includes(null) ? 30 : 40),
    value: valueText(row, decimals),
  }));
  const seeds = rows.flatMap((row, index) =>
    finiteValues(row.values)
      .filter(inside)
      .map((x) => ({ x, y: index + LINE, color: row.mark.color })),
  );
  const means = rows.flatMap((row, index) =>
    row.mean !== null && inside(row.mean) ? [{ x: row.mean, y: index + LINE, ...row.mark }] : [],
  );
  const intervals = rows.flatMap((row, index) =>
    row.low !== null && row.high !== null && row.high >= low && row.low <= high
      ? [{ x: clamp(row.low), x2: clamp(row.high), y: index + LINE, color: row.mark.color }]
      : [],
  );
  const outside = rows.flatMap((row, index) =>
    row.mean !== null && !inside(row.mean)
      ? [
          {
            x: clamp(row.mean),
            y: index + LINE,
            color: row.mark.color,
            shape: row.mean > high ? 'triangle-right' : 'triangle-left',
          },
        ]
      : [],
  );

  const rowDomain = [0, Math.max(1, rows.length)];
  const y = {
    field: 'y',
    type: 'quantitative',
    axis: null,
    scale: { domain: rowDomain, reverse: true, nice: false, zero: false },
  } as const;
  const x = {
    field: 'x',
    type: 'quantitative',
    title: options.title,
    scale: { domain, nice: false, zero: false },
    axis: {
      tickCount: 5,
      grid: false,
      labelExpr: NUMBER_LABELS,
      labelFlush: true,
      labelOverlap: 'greedy',
      labelFontSize: size.fontSize,
      titleFontSize: size.fontSize,
    },
  } as const;
  const color = { field: 'color', type: 'nominal', scale: null } as const;
  const shape = { field: 'shape', type: 'nominal', scale: null } as const;

  return {
    description: options.description,
    width: size.width,
    height: Math.max(1, rows.length) * size.rowHeight,
    // Fixed margins: vega only guesses how wide text is, and panels side by side must have one size.
    autosize: { type: 'none' },
    padding: { left: 8, right: 8, top: 0, bottom: 3.4 * size.fontSize },
    layer: [
      {
        data: { values: bands },
        mark: { type: 'rect', color: 'currentColor', opacity: 0.05, x: 0, x2: 'width' },
        encoding: { y, y2: { field: 'y2' } },
      },
      {
        data: {
          values: options.reference === null ? [] : bands.map((band) => ({ ...band, x: options.reference })),
        },
        mark: { type: 'rule', color: 'currentColor', opacity: 0.6, strokeDash: [3, 2] },
        encoding: { x, y, y2: { field: 'y2' } },
      },
      {
        data: { values: seeds },
        mark: { type: 'point', filled: true, size: size.seed, opacity: 0.38 },
        encoding: { x, y, color },
      },
      {
        data: { values: intervals },
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: { x, y, color, x2: { field: 'x2' } },
      },
      {
        data: { values: [...means, ...outside] },
        mark: { type: 'point', filled: true, size: size.mean, opacity: 1 },
        encoding: { x, y, color, shape },
      },
      {
        data: { values: labels },
        mark: { type: 'text', align: 'left', x: 0, fontSize: size.fontSize },
        encoding: { y, text: { field: 'label', type: 'nominal' } },
      },
      {
        data: { values: labels },
        mark: { type: 'text', align: 'right', x: 'width', fontSize: size.fontSize },
        encoding: { y, text: { field: 'value', type: 'nominal' } },
      },
    ],
  };
}

function valueText(row: IntervalRow, decimals: number): string {
  const missing = row.values.filter((value) => value === null).length;
  if (row.mean === null) return row.missing ?? 'diverged';
  const mean = formatNumber(row.mean, decimals);
  return missing === 0 ? mean : `${row.values.length - missing} of ${row.values.length} seeds: ${mean}`;
}
