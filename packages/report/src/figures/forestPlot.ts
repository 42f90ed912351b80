import type { Verdict } from '@losskit/study';
import type { TopLevelSpec } from 'vega-lite';

import { extent } from '../extent.ts';
import { NUMBER_LABELS } from '../figureConfig.ts';
import { formatShort } from '../formatNumber.ts';
import { english } from '../messages/en/index.ts';
import type { FigureWords } from '../messages/Words.ts';
import { VERDICT_MARKS } from '../verdictMarks.ts';
import { clippedInterval } from './clippedInterval.ts';
import { labelledRows, rowMiddle } from './labelledRows.ts';

// Its text is large, so that it can still be read where a phone scales it down.
const SIZE = { width: 450, rowHeight: 42, fontSize: 13.5 } as const;
const MARK_SIZE = 130;
const MARGIN_COLOR = '#0072b2';
/** Ends of intervals are drawn up to so many times as far out as the typical one. */
const REACH = 5;
/** And up to so many margins, beyond which a difference is large whatever it is. */
const MAX_MARGINS = 15;

/** One line of a forest plot. */
export interface ForestRow {
  readonly label: string;
  readonly verdict: Verdict;
  /** How far behind the best, positive where worse; null where nothing is compared. */
  readonly behind: { readonly mean: number; readonly low: number; readonly high: number } | null;
}

/** What a forest plot shows besides its rows. */
export interface ForestPlotOptions {
  /** What the axis counts, from the best on: `RMSE above the best`. */
  readonly title: string;
  readonly description: string;
  /** Differences up to this do not matter; a shaded band around 0. */
  readonly margin: number;
  /** Names of the verdicts. Default: in English. */
  readonly verdicts?: Readonly<Record<Verdict, string>>;
  /** Default: in English. */
  readonly words?: FigureWords;
}

/**
 * The differences to the best loss with their intervals, worse to the right, and the margin of what matters
 * around 0. The mark of a row is that of its verdict. An interval that goes on outside ends in an arrow, and
 * both its numbers stand beside the verdict.
 */
export function forestPlot(rows: readonly ForestRow[], options: ForestPlotOptions): TopLevelSpec {
  const { verdicts = english.ranking.verdicts, words = english.figures } = options;
  const domain = forestDomain(rows, options.margin);
  const drawn = rows.flatMap(({ label, behind, verdict }, index) => {
    const { mean, low, high } = behind ?? { mean: 0, low: 0, high: 0 };
    if (behind === null && verdict !== 'best') return [];
    const { color, path, hollow } = VERDICT_MARKS[verdict];
    const fill = hollow ? 'transparent' : color;
    const tip =
      behind === null
        ? `${label}: ${verdicts[verdict]}`
        : `${label}: ${signed(mean)} (${rangeText(behind, words)})`;
    const y = rowMiddle(index);
    return [{ index, y, mean, color, path, fill, hollow, tip, ...clippedInterval(low, high, domain) }];
  });
  const clipped = new Set(drawn.filter(({ arrows }) => arrows.length > 0).map(({ index }) => index));
  const base = labelledRows(
    rows.map((row, index) => ({
      label: row.label,
      value: [verdicts[row.verdict], clipped.has(index) && rangeText(row.behind, words)]
        .filter(Boolean)
        .join(', '),
      band: row.behind !== null || row.verdict === 'best',
    })),
    SIZE,
  );
  const marks = drawn.filter(({ mean }) => mean >= domain[0] && mean <= domain[1]);
  const arrows = drawn.flatMap(({ arrows: own, y, color, tip }) =>
    own.map((arrow) => ({ ...arrow, y, color, tip })),
  );

  const { y } = base;
  const scale = { domain, nice: false, zero: false };
  const x = (field: string) =>
    ({
      field,
      type: 'quantitative',
      title: options.title,
      scale,
      axis: { ...base.axis, tickCount: 5, grid: false, labelExpr: NUMBER_LABELS, labelFlush: true },
    }) as const;
  const color = { field: 'color', type: 'nominal', scale: null } as const;
  const description = { field: 'tip', type: 'nominal' } as const;
  const [low, high] = [Math.max(domain[0], -options.margin), Math.min(domain[1], options.margin)];

  return {
    description: options.description,
    ...base.frame,
    layer: [
      {
        data: { values: [{ x: low, x2: high }] },
        mark: { type: 'rect', color: MARGIN_COLOR, opacity: 0.16 },
        encoding: { x: x('x'), x2: { field: 'x2' } },
      },
      ...base.layers,
      {
        data: { values: base.bands.map((band) => ({ ...band, x: 0 })) },
        mark: { type: 'rule', color: 'currentColor', opacity: 0.6, strokeDash: [3, 2] },
        encoding: { x: x('x'), y, y2: { field: 'y2' } },
      },
      {
        data: { values: drawn.filter(({ hollow }) => !hollow) },
        mark: { type: 'rule', strokeWidth: 2.2 },
        encoding: { x: x('x'), x2: { field: 'x2' }, y, color, description },
      },
      {
        data: { values: drawn.filter(({ hollow }) => hollow) },
        mark: { type: 'rule', strokeWidth: 2.2, strokeDash: [5, 3] },
        encoding: { x: x('x'), x2: { field: 'x2' }, y, color, description },
      },
      {
        data: { values: arrows },
        mark: { type: 'point', filled: true, size: MARK_SIZE, opacity: 1 },
        encoding: {
          x: x('x'),
          y,
          color,
          description,
          shape: { field: 'shape', type: 'nominal', scale: null },
        },
      },
      {
        data: { values: marks },
        mark: { type: 'point', size: MARK_SIZE, strokeWidth: 2, opacity: 1 },
        encoding: {
          x: x('mean'),
          y,
          description,
          stroke: color,
          fill: { field: 'fill', type: 'nominal', scale: null },
          shape: { field: 'path', type: 'nominal', scale: null },
        },
      },
    ],
  };
}

/**
 * Chosen by the losses that are not worse, and so that the margin can be seen: one that is far behind, or told
 * badly, must not hide which of the others to take.
 */
function forestDomain(rows: readonly ForestRow[], margin: number): [number, number] {
  const farthest = ({ behind }: ForestRow) =>
    behind === null ? [] : [Math.max(Math.abs(behind.low), Math.abs(behind.high))];
  const close = rows.filter(({ verdict }) => verdict !== 'worse').flatMap(farthest);
  const sizes = (close.length > 0 ? close : rows.flatMap(farthest)).sort((a, b) => a - b);
  const typical = sizes[Math.floor((sizes.length - 1) / 2)] ?? 0;
  const most = close.length > 0 && margin > 0 ? MAX_MARGINS * margin : Number.POSITIVE_INFINITY;
  const limit = Math.min(most, REACH * Math.max(margin, typical));
  const ends = rows.flatMap(({ behind }) => (behind === null ? [] : [behind.low, behind.high]));
  const [low, high] = extent([...ends.filter((end) => Math.abs(end) <= limit), margin, -margin]);
  const space = high > low ? 0.05 * (high - low) : 1;
  return [low - space, high + space];
}

function rangeText(behind: ForestRow['behind'], words: FigureWords): string {
  if (behind === null) return '';
  return words.range(signed(behind.low), signed(behind.high));
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${formatShort(value)}`;
}
