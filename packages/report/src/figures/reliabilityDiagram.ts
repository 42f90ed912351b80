import type { TopLevelSpec } from 'vega-lite';

import type { LossMark } from '../lossMarks.ts';
import type { FigureWords } from '../messages/Words.ts';

const SIDE = 190;

/** Answers of about one confidence, and how many of them were right. */
export interface ReliabilityPoint {
  readonly answers: number;
  readonly confidence: number;
  readonly right: number;
}

/** How often answers are right over how sure they are; on the diagonal, as often as they say. Larger dots are more answers. */
export function reliabilityDiagram(
  points: readonly ReliabilityPoint[],
  { color }: LossMark,
  { description, words }: { readonly description: string; readonly words: FigureWords },
): TopLevelSpec {
  const unit = [0, 1];
  const axis = { format: '.0%', tickCount: 4, labelFontSize: 12, titleFontSize: 12 } as const;
  const x = {
    field: 'confidence',
    type: 'quantitative',
    title: words.howSure,
    scale: { domain: unit, nice: false },
    axis,
  } as const;
  const y = {
    field: 'right',
    type: 'quantitative',
    title: words.howOftenRight,
    scale: { domain: unit, nice: false },
    axis,
  } as const;
  const most = Math.max(1, ...points.map(({ answers }) => answers));
  const values = points.map((point) => ({ ...point, size: 20 + 280 * (point.answers / most) }));
  return {
    description,
    width: SIDE,
    height: SIDE,
    layer: [
      {
        data: { values: unit.map((end) => ({ confidence: end, right: end })) },
        mark: { type: 'line', color: 'currentColor', opacity: 0.5, strokeDash: [4, 4], strokeWidth: 1 },
        encoding: { x, y },
      },
      {
        data: { values },
        mark: { type: 'rule', color, opacity: 0.45, strokeWidth: 1.5 },
        encoding: { x, y, y2: { field: 'confidence' } },
      },
      {
        data: { values },
        mark: { type: 'point', filled: true, color, opacity: 0.9 },
        encoding: { x, y, size: { field: 'size', type: 'quantitative', scale: null } },
      },
    ],
  };
}
