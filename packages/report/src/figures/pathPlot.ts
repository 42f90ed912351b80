import type { TopLevelSpec } from 'vega-lite';

import { finiteValues } from '../finiteValues.ts';
import type { FigureWords } from '../messages/Words.ts';
import { nameLines } from '../names.ts';

const WIDTH = 250;
const HEIGHT = 150;
/** Characters of a line of the name at an end: two of them fit below the plot. */
const LINE_LENGTH = 18;

const LINE = { type: 'line', interpolate: 'linear' } as const;

/** What is followed along a path. */
export interface PathLine {
  readonly color: string;
  readonly dash: readonly number[];
  readonly width: number;
  /** Whether its largest value is its best. */
  readonly higherIsBetter: boolean;
  readonly values: readonly (number | null)[];
}

/** What a path is between, and what is said of it. */
export interface PathPlotOptions {
  readonly description: string;
  readonly from: string;
  readonly to: string;
  readonly words: FigureWords;
}

/** Lines from one solution (left) to another (right), each from the best value that it has there to the worst. */
export function pathPlot(
  at: readonly number[],
  lines: readonly PathLine[],
  { description, from, to, words }: PathPlotOptions,
): TopLevelSpec {
  const unit = [0, 1];
  const ends = JSON.stringify([from, to].map((name) => nameLines(name, LINE_LENGTH)));
  const sides = JSON.stringify([words.best, words.worst]);
  const x = {
    field: 'x',
    type: 'quantitative',
    title: null,
    scale: { domain: unit, nice: false },
    axis: {
      values: unit,
      labelExpr: `${ends}[datum.value]`,
      labelFlush: true,
      labelLimit: 0,
      labelOverlap: false,
      grid: false,
    },
  } as const;
  const y = {
    field: 'y',
    type: 'quantitative',
    title: null,
    scale: { domain: unit, padding: 6 },
    axis: { values: unit, labelExpr: `${sides}[datum.value]`, labelFontSize: 12 },
  } as const;
  return {
    description,
    width: WIDTH,
    height: HEIGHT,
    layer: lines.map(({ color, dash, width, higherIsBetter, values }) => {
      const finite = finiteValues(values);
      const low = Math.min(...finite);
      const span = Math.max(...finite) - low;
      return {
        data: {
          values: at.flatMap((place, index) => {
            const value = values[index];
            if (typeof value !== 'number') return [];
            const share = span > 0 ? (value - low) / span : 0;
            return [{ x: place, y: higherIsBetter ? 1 - share : share }];
          }),
        },
        mark: { ...LINE, color, strokeWidth: width, strokeDash: [...dash] },
        encoding: { x, y },
      };
    }),
  };
}
