import type { TopLevelSpec } from 'vega-lite';

import { NUMBER_LABELS } from '../figureConfig.ts';
import { finiteValues } from '../finiteValues.ts';
import { decimalsFor, formatNumber, formatShort } from '../formatNumber.ts';
import type { LossMark } from '../lossMarks.ts';
import { english } from '../messages/en/index.ts';
import type { FigureWords } from '../messages/Words.ts';
import { robustDomain } from '../robustDomain.ts';
import { clippedInterval } from './clippedInterval.ts';
import { labelledRows, rowMiddle } from './labelledRows.ts';

const NORMAL = { width: 320, rowHeight: 33, fontSize: 11, seed: 30, mean: 75 } as const;
// A third larger, and its text with it, so that it can still be read where a phone scales it down.
const PROMINENT = { width: 450, rowHeight: 42, fontSize: 13.5, seed: 50, mean: 120 } as const;

/** One line of an interval plot. */
export interface IntervalRow {
  readonly label: string;
  readonly mark: LossMark;
  /** One value per seed; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What stands in the place of a mean that there is not. Default `failed`. */
  readonly missing?: string;
}

/** What an interval plot shows besides its rows. */
export interface IntervalPlotOptions {
  readonly title: string;
  readonly description: string;
  /** Where a dashed line stands, such as the best mean or the true value; the axis is chosen around it. */
  readonly reference: number | null;
  /** Draws it larger, where it stands alone. Default false. */
  readonly prominent?: boolean;
  /** Default: in English. */
  readonly words?: FigureWords;
}

/**
 * One row per loss: a small outlined dot per seed, a filled mark for the mean, a bar for the interval.
 *
 * What lies far outside is drawn as an arrow at the edge; the number of a mean stands at the right all the
 * same.
 */
export function intervalPlot(rows: readonly IntervalRow[], options: IntervalPlotOptions): TopLevelSpec {
  const { words = english.figures } = options;
  const size = options.prominent === true ? PROMINENT : NORMAL;
  const drawn = rows.flatMap((row) => [...row.values, row.mean, row.low, row.high]);
  const domain = robustDomain(drawn, options.reference ?? finiteValues(drawn)[0] ?? 0);
  const [low, high] = domain;
  const inside = (value: number) => value >= low && value <= high;

  const decimals = Math.max(0, decimalsFor(rows.map((row) => row.mean)) - 1);
  const base = labelledRows(
    rows.map((row) => ({ label: row.label, value: valueText(row, decimals, words) })),
    size,
  );
  const seeds = rows.flatMap((row, index) =>
    finiteValues(row.values)
      .filter(inside)
      .map((x) => ({
        x,
        y: rowMiddle(index),
        color: row.mark.color,
        tip: `${row.label}: ${formatShort(x)}`,
      })),
  );
  const means = rows.flatMap((row, index) =>
    row.mean !== null && inside(row.mean)
      ? [{ x: row.mean, y: rowMiddle(index), ...row.mark, tip: meanTip(row, words) }]
      : [],
  );
  const intervals = rows.flatMap((row, index) =>
    row.mean === null
      ? []
      : [
          {
            y: rowMiddle(index),
            color: row.mark.color,
            tip: meanTip(row, words),
            ...clippedInterval(row.low ?? row.mean, row.high ?? row.mean, domain),
          },
        ],
  );
  const arrows = intervals.flatMap(({ arrows: own, y, color, tip }) =>
    own.map((arrow) => ({ ...arrow, y, color, tip })),
  );

  const { y } = base;
  const x = {
    field: 'x',
    type: 'quantitative',
    title: options.title,
    scale: { domain, nice: false, zero: false },
    axis: {
      ...base.axis,
      tickCount: 5,
      grid: false,
      labelExpr: NUMBER_LABELS,
      labelFlush: true,
      labelOverlap: 'greedy',
    },
  } as const;
  const color = { field: 'color', type: 'nominal', scale: null } as const;
  const shape = { field: 'shape', type: 'nominal', scale: null } as const;
  const description = { field: 'tip', type: 'nominal' } as const;
  const { reference } = options;

  return {
    description: options.description,
    ...base.frame,
    layer: [
      ...base.layers,
      {
        data: { values: reference === null ? [] : base.bands.map((band) => ({ ...band, x: reference })) },
        mark: { type: 'rule', color: 'currentColor', opacity: 0.6, strokeDash: [3, 2] },
        encoding: { x, y, y2: { field: 'y2' } },
      },
      {
        data: { values: intervals },
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: { x, y, color, x2: { field: 'x2' }, description },
      },
      {
        // Above the bar and outlined in ink: on either page a dot of the bar's colour would vanish in it.
        data: { values: seeds },
        mark: {
          type: 'point',
          filled: true,
          size: size.seed,
          opacity: 1,
          stroke: 'currentColor',
          strokeWidth: 0.7,
        },
        encoding: { x, y, color, description },
      },
      {
        data: { values: [...means, ...arrows] },
        mark: { type: 'point', filled: true, size: size.mean, opacity: 1 },
        encoding: { x, y, color, shape, description },
      },
    ],
  };
}

/** The numbers of a row, for the pointer. */
function meanTip({ label, mean, low, high }: IntervalRow, words: FigureWords): string {
  const interval = low === null || high === null ? null : words.range(formatShort(low), formatShort(high));
  return words.meanTip(label, formatShort(mean), interval);
}

function valueText(row: IntervalRow, decimals: number, words: FigureWords): string {
  const known = row.values.filter((value) => value !== null).length;
  if (row.mean === null) return row.missing ?? words.failed;
  const mean = formatNumber(row.mean, decimals);
  return known === row.values.length ? mean : words.someSeeds(known, row.values.length, mean);
}
