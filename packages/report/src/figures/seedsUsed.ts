import type { TopLevelSpec } from 'vega-lite';

import type { LossMark } from '../lossMarks.ts';
import type { FigureWords } from '../messages/Words.ts';
import { LABEL_WIDTH, lossAxis } from './lossAxis.ts';

const WIDTH = 290;
const ROW_HEIGHT = 20;

/** How many seeds a loss was given. */
export interface SeedsUsedRow {
  readonly label: string;
  readonly mark: LossMark;
  readonly seeds: number;
}

/** A bar per loss, as long as the seeds that it was given; the looks as lines across. */
export function seedsUsed(
  rows: readonly SeedsUsedRow[],
  looks: readonly number[],
  description: string,
  words: FigureWords,
): TopLevelSpec {
  const most = Math.max(1, ...looks, ...rows.map(({ seeds }) => seeds));
  const values = rows.map(({ mark, seeds }, loss) => ({ loss, seeds, color: mark.color }));
  const indices = rows.map((_, index) => index);
  const domain = [0, most];
  const ticks = [0, ...looks];
  const x = {
    field: 'seeds',
    type: 'quantitative',
    title: words.seeds,
    scale: { domain, nice: false },
    axis: { values: ticks, grid: false, labelFontSize: 12, titleFontSize: 12, format: 'd' },
  } as const;
  const y = {
    field: 'loss',
    type: 'nominal',
    scale: { domain: indices, paddingInner: 0.35, paddingOuter: 0.2 },
    axis: lossAxis(rows.map(({ label }) => label)),
  } as const;
  return {
    description,
    width: WIDTH,
    height: Math.max(1, rows.length) * ROW_HEIGHT,
    autosize: { type: 'none' },
    padding: { left: LABEL_WIDTH, right: 12, top: 2, bottom: 40 },
    layer: [
      {
        data: { values },
        mark: { type: 'bar', opacity: 0.8 },
        encoding: { x, y, color: { field: 'color', type: 'nominal', scale: null } },
      },
      {
        data: { values: looks.map((seeds) => ({ seeds })) },
        mark: { type: 'rule', color: 'currentColor', opacity: 0.7, strokeDash: [3, 2] },
        encoding: { x },
      },
    ],
  };
}
