import type { TopLevelSpec } from 'vega-lite';

import { LABEL_LENGTH, LABEL_WIDTH, lossAxis } from './lossAxis.ts';

const MAX_COLUMNS_WITH_NUMBERS = 12;
const WIDTH = 310;

/** A cell of a matrix of losses. */
export interface MatrixCell {
  /** Index of its row's loss, and of its column's. */
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly color: string;
  /** From 0 to 1. */
  readonly strength: number;
}

/** What a matrix shows besides its cells. */
export interface MatrixPlotOptions {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** How a row is read against a column: `% of seeds in which row beats column`. */
  readonly title: string;
  readonly description: string;
}

/** Losses in rows against losses in columns; the stronger a colour, the larger the value. Numbers where they have room. */
export function matrixPlot(cells: readonly MatrixCell[], options: MatrixPlotOptions): TopLevelSpec {
  const { rows, columns } = options;
  const cellWidth = Math.min(56, WIDTH / Math.max(1, columns.length));
  const cellHeight = Math.max(18, Math.min(30, cellWidth));
  const values = cells.map((cell) => ({ ...cell, opacity: 0.03 + 0.57 * cell.strength }));
  const indices = (names: readonly string[]) => names.map((_, index) => index);
  const scaleOf = (names: readonly string[]) => ({
    domain: indices(names),
    paddingInner: 0.06,
    paddingOuter: 0,
  });
  const x = {
    field: 'column',
    type: 'nominal',
    scale: scaleOf(columns),
    axis: {
      ...lossAxis(columns),
      orient: 'bottom',
      labelAngle: -45,
      labelAlign: 'right',
      labelBaseline: 'middle',
    },
  } as const;
  const y = { field: 'row', type: 'nominal', scale: scaleOf(rows), axis: lossAxis(rows) } as const;
  const longest = Math.max(0, ...columns.map((name) => Math.min(LABEL_LENGTH, [...name].length)));
  return {
    description: options.description,
    width: cellWidth * Math.max(1, columns.length),
    height: cellHeight * Math.max(1, rows.length),
    autosize: { type: 'none' },
    title: { text: options.title, fontSize: 12, offset: 6, dx: 4 - LABEL_WIDTH },
    padding: { left: LABEL_WIDTH, right: 8, top: 22, bottom: 14 + 5.3 * longest },
    layer: [
      {
        data: { values },
        mark: 'rect',
        encoding: {
          x,
          y,
          color: { field: 'color', type: 'nominal', scale: null },
          fillOpacity: { field: 'opacity', type: 'quantitative', scale: null },
        },
      },
      {
        data: { values: columns.length <= MAX_COLUMNS_WITH_NUMBERS ? values : [] },
        mark: { type: 'text', fontSize: 10.5 },
        encoding: { x, y, text: { field: 'text', type: 'nominal' } },
      },
    ],
  };
}
