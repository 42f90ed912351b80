import type { StressedLoss, StressResult } from '@losskit/study';
import type { TopLevelSpec } from 'vega-lite';

import { NUMBER_LABELS } from '../figureConfig.ts';
import type { LossMark } from '../lossMarks.ts';
import type { FigureWords } from '../messages/Words.ts';
import { shortenedLoss } from '../names.ts';
import { DASHES } from './dashes.ts';
import { legendRow } from './legendRow.ts';

const WIDTH = 430;
const HEIGHT = 260;
const LEGEND_ROW = 20;
const LEGEND_TOP = HEIGHT + 56;
/** Intervals of losses at one level stand side by side over this many pixels. */
const SPREAD = 16;

/** A loss and how it is drawn. */
export interface StressCurve {
  readonly of: StressedLoss;
  readonly mark: LossMark;
}

/** What the axes are called, and the words inside. */
export interface StressTitles {
  readonly metric: string;
  readonly level: string;
  readonly words: FigureWords;
}

/** The metric over the level, a line per loss with intervals; a broken line across is a model that looks at no input. */
export function stressCurves(
  { task, levels, slopePer, trivial }: StressResult,
  curves: readonly StressCurve[],
  { metric, level, words }: StressTitles,
): TopLevelSpec {
  const isFactor = slopePer !== 1;
  const ticks: number[] = [...levels];
  const x = {
    field: 'level',
    type: 'quantitative',
    title: level,
    scale: { type: isFactor ? 'log' : 'linear', nice: false, zero: false, padding: 14 },
    axis: { values: ticks, grid: false, labelExpr: NUMBER_LABELS },
  } as const;
  const y = {
    field: 'mean',
    type: 'quantitative',
    title: metric,
    scale: { zero: false },
    axis: { tickCount: 6, labelExpr: NUMBER_LABELS },
  } as const;
  const offsetOf = (index: number) => (curves.length < 2 ? 0 : SPREAD * (index / (curves.length - 1) - 0.5));
  return {
    description: words.stressOf(metric, task, curves.map(({ of }) => of.loss).join(', '), level),
    width: WIDTH,
    height: HEIGHT,
    autosize: { type: 'none' },
    padding: { left: 64, right: 12, top: 8, bottom: LEGEND_TOP - HEIGHT + LEGEND_ROW * curves.length },
    layer: [
      {
        data: { values: Number.isFinite(trivial) ? [{ mean: trivial }] : [] },
        mark: { type: 'rule', color: 'currentColor', opacity: 0.5, strokeDash: [2, 4] },
        encoding: { y },
      },
      ...curves.flatMap(({ of, mark }, index) => {
        const values = of.points.flatMap(({ mean, low, high, ...point }) =>
          mean === null ? [] : [{ ...point, mean, low: low ?? mean, high: high ?? mean }],
        );
        const line = {
          color: mark.color,
          strokeWidth: 2.2,
          strokeDash: [...(DASHES[index % DASHES.length] ?? [])],
        };
        const xOffset = offsetOf(index);
        return [
          { data: { values }, mark: { type: 'line', ...line, xOffset }, encoding: { x, y } },
          {
            data: { values },
            mark: { type: 'rule', color: mark.color, strokeWidth: 1.4, xOffset },
            encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
          },
          {
            data: { values },
            mark: { type: 'point', filled: true, shape: mark.shape, color: mark.color, size: 55, xOffset },
            encoding: { x, y },
          },
          ...legendRow({ text: shortenedLoss(of.loss, 50), ...line }, LEGEND_TOP + LEGEND_ROW * index, 12),
        ] as const;
      }),
    ],
  };
}
