import type { TopLevelSpec } from 'vega-lite';

import { NUMBER_LABELS } from '../figureConfig.ts';
import { finiteValues } from '../finiteValues.ts';
import { formatShort } from '../formatNumber.ts';
import type { LossMark } from '../lossMarks.ts';
import { english } from '../messages/en/index.ts';
import type { FigureWords } from '../messages/Words.ts';
import { nameLines } from '../names.ts';
import { robustDomain } from '../robustDomain.ts';
import { SYMBOL_PATHS } from '../symbolPaths.ts';
import { LABEL_WIDTH, lossAxis } from './lossAxis.ts';

const MAX_COLUMNS = 5;
const COLUMNS_WIDTH = 400;
const ROWS_WIDTH = 310;
const COLUMN_HEIGHT = 270;
const ROW_HEIGHT = 27;
const LINE_CHARACTERS = 66;
/** Wide enough for a seed that collapsed, which is what the figure is for. */
const REACH = 40;

/** What a loss reached on one seed. */
export interface SeedValue {
  readonly seed: number;
  readonly value: number;
  readonly failed: boolean;
}

/** The seeds of one loss. */
export interface PairedRow {
  readonly label: string;
  readonly mark: LossMark;
  readonly values: readonly SeedValue[];
}

/** What paired dots show besides their losses. */
export interface PairedDotsOptions {
  readonly title: string;
  readonly description: string;
  /** What is reached without looking at an input; a dashed line. */
  readonly trivial: number | null;
  /** Default: in English. */
  readonly words?: FigureWords;
}

/**
 * A dot per loss and seed, those of a seed joined by a line; a cross where the run failed. A few losses stand
 * in columns, more in rows.
 */
export function pairedDots(rows: readonly PairedRow[], options: PairedDotsOptions): TopLevelSpec {
  const { words = english.figures } = options;
  const all = rows.flatMap(({ values }) => values.map(({ value }) => value));
  const domain = robustDomain(all, finiteValues(all)[0] ?? options.trivial ?? 0, REACH);
  const [low, high] = domain;
  const inColumns = rows.length <= MAX_COLUMNS;
  const outside = (value: number) => {
    if (value > high) return inColumns ? 'triangle-up' : 'triangle-right';
    return value < low ? (inColumns ? 'triangle-down' : 'triangle-left') : null;
  };
  const dots = rows.flatMap(({ label, mark, values }, loss) =>
    values.map(({ seed, value, failed }) => ({
      loss,
      seed,
      value: Math.min(high, Math.max(low, value)),
      color: mark.color,
      shape: outside(value) ?? mark.shape,
      failed,
      tip: words.seedTip(label, seed, formatShort(value), failed),
    })),
  );
  const labels = rows.map(({ label }) => label);
  const indices = rows.map((_, index) => index);
  const scale = { domain: indices, type: 'point', padding: 0.5 } as const;
  const loss = inColumns
    ? ({
        field: 'loss',
        type: 'ordinal',
        scale,
        axis: {
          ...lossAxis(labels),
          labelExpr: `${JSON.stringify(labels.map((label) => nameLines(label, Math.floor(LINE_CHARACTERS / Math.max(1, rows.length)))))}[datum.value]`,
          labelAngle: 0,
          grid: true,
        },
      } as const)
    : ({ field: 'loss', type: 'ordinal', scale, axis: { ...lossAxis(labels), grid: true } } as const);
  const metric = {
    field: 'value',
    type: 'quantitative',
    title: options.title,
    scale: { domain, nice: false, zero: false },
    axis: {
      tickCount: 5,
      labelExpr: NUMBER_LABELS,
      labelFontSize: 12,
      titleFontSize: 12,
      labelFlush: !inColumns,
      labelOverlap: 'greedy',
    },
  } as const;
  const place = inColumns ? { x: loss, y: metric } : { x: metric, y: loss };
  const description = { field: 'tip', type: 'nominal' } as const;
  const trivial =
    options.trivial !== null && options.trivial >= low && options.trivial <= high
      ? [{ value: options.trivial }]
      : [];

  return {
    description: options.description,
    width: inColumns ? COLUMNS_WIDTH : ROWS_WIDTH,
    height: inColumns ? COLUMN_HEIGHT : Math.max(1, rows.length) * ROW_HEIGHT,
    autosize: { type: 'none' },
    padding: inColumns
      ? { left: 60, right: 8, top: 8, bottom: 62 }
      : { left: LABEL_WIDTH, right: 10, top: 2, bottom: 42 },
    layer: [
      {
        data: { values: trivial },
        mark: { type: 'rule', color: 'currentColor', opacity: 0.7, strokeDash: [4, 3] },
        encoding: inColumns ? { y: metric } : { x: metric },
      },
      {
        data: { values: dots },
        mark: { type: 'line', color: 'currentColor', strokeWidth: 1, opacity: 0.22 },
        encoding: {
          ...place,
          detail: { field: 'seed', type: 'nominal' },
          order: { field: 'loss', type: 'quantitative' },
        },
      },
      {
        data: { values: dots.filter(({ failed }) => !failed) },
        mark: { type: 'point', filled: true, size: 42, opacity: 0.9 },
        encoding: {
          ...place,
          description,
          color: { field: 'color', type: 'nominal', scale: null },
          shape: { field: 'shape', type: 'nominal', scale: null },
        },
      },
      {
        data: { values: dots.filter(({ failed }) => failed) },
        mark: { type: 'point', shape: SYMBOL_PATHS.cross, size: 110, strokeWidth: 2, opacity: 1 },
        encoding: { ...place, description, color: { field: 'color', type: 'nominal', scale: null } },
      },
    ],
  };
}
