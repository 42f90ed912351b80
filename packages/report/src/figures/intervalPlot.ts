import type { TopLevelSpec } from 'vega-lite';

import { finiteValues } from '../finiteValues.ts';
import { formatShort } from '../formatNumber.ts';
import type { LossMark } from '../lossMarks.ts';
import { shortenedName } from '../names.ts';
import { robustDomain } from '../robustDomain.ts';

const ROW_HEIGHT = 33;

/** One line of an interval plot. */
export interface IntervalRow {
  readonly label: string;
  readonly mark: LossMark;
  /** One value per seed; null where it diverged. */
  readonly values: readonly (number | null)[];
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** What an interval plot shows besides its rows. */
export interface IntervalPlotOptions {
  readonly title: string;
  readonly description: string;
  /** Where a dashed line stands, such as the best mean or the true value; the axis is chosen around it. */
  readonly reference: number | null;
  readonly width?: number;
}

/**
 * One row per loss: a light dot per seed, a filled mark for the mean, a bar for the interval.
 *
 * Labels stand above their row, so that long names cost no width. What lies far outside is drawn as an arrow at the
 * edge; its number stands at the right all the same.
 */
export function intervalPlot(rows: readonly IntervalRow[], options: IntervalPlotOptions): TopLevelSpec {
  const drawn = rows.flatMap((row) => [...row.values, row.mean]);
  const domain = robustDomain(drawn, options.reference ?? finiteValues(drawn)[0] ?? 0);
  const [low, high] = domain;
  const clamp = (value: number) => Math.min(high, Math.max(low, value));
  const inside = (value: number) => value >= low && value <= high;

  const labels = rows.map((row, index) => ({
    y: index + 0.3,
    label: shortenedName(row.label, 40),
    value: valueText(row),
  }));
  const seeds = rows.flatMap((row, index) =>
    finiteValues(row.values)
      .filter(inside)
      .map((x) => ({ x, y: index + 0.68, color: row.mark.color })),
  );
  const means = rows.flatMap((row, index) =>
    row.mean !== null && inside(row.mean) ? [{ x: row.mean, y: index + 0.68, ...row.mark }] : [],
  );
  const intervals = rows.flatMap((row, index) =>
    row.low !== null && row.high !== null && row.high >= low && row.low <= high
      ? [{ x: clamp(row.low), x2: clamp(row.high), y: index + 0.68, color: row.mark.color }]
      : [],
  );
  const outside = rows.flatMap((row, index) =>
    row.mean !== null && !inside(row.mean)
      ? [
          {
            x: clamp(row.mean),
            y: index + 0.68,
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
    axis: { tickCount: 5, labelFlush: true, labelOverlap: 'greedy' },
  } as const;
  const color = { field: 'color', type: 'nominal', scale: null } as const;
  const shape = { field: 'shape', type: 'nominal', scale: null } as const;

  return {
    description: options.description,
    width: options.width ?? 320,
    height: Math.max(1, rows.length) * ROW_HEIGHT,
    layer: [
      {
        data: { values: options.reference === null ? [] : [{ x: options.reference }] },
        mark: { type: 'rule', color: 'currentColor', opacity: 0.5, strokeDash: [3, 3] },
        encoding: { x },
      },
      {
        data: { values: seeds },
        mark: { type: 'point', filled: true, size: 30, opacity: 0.38 },
        encoding: { x, y, color },
      },
      {
        data: { values: intervals },
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: { x, y, color, x2: { field: 'x2' } },
      },
      {
        data: { values: [...means, ...outside] },
        mark: { type: 'point', filled: true, size: 75, opacity: 1 },
        encoding: { x, y, color, shape },
      },
      {
        data: { values: labels },
        mark: { type: 'text', align: 'left', x: 0 },
        encoding: { y, text: { field: 'label', type: 'nominal' } },
      },
      {
        data: { values: labels },
        mark: { type: 'text', align: 'right', x: 'width' },
        encoding: { y, text: { field: 'value', type: 'nominal' } },
      },
    ],
  };
}

function valueText(row: IntervalRow): string {
  const diverged = row.values.filter((value) => value === null).length;
  if (row.mean === null) return 'diverged';
  const mean = formatShort(row.mean);
  return diverged === 0 ? mean : `${row.values.length - diverged} of ${row.values.length} seeds  ${mean}`;
}
