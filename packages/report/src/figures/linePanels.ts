import type { TopLevelSpec } from 'vega-lite';

import { NUMBER_LABELS } from '../figureConfig.ts';
import { markAt } from '../lossMarks.ts';
import { DASHES } from './dashes.ts';

/** A line, or a cloud of points, of one panel. */
export interface PanelSeries {
  /**
   * What the legend says; the same label has the same colour in every panel. Without one it is drawn in grey.
   */
  readonly label?: string;
  readonly kind: 'line' | 'points';
  /** Lines connect them in this order. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** One of the diagrams that stand side by side. */
export interface LinePanel {
  readonly title: string;
  readonly x: PanelAxis;
  readonly y: PanelAxis;
  readonly series: readonly PanelSeries[];
}

export interface PanelAxis {
  readonly title: string;
  readonly domain: readonly [low: number, high: number];
  readonly logarithmic?: boolean;
}

export interface LinePanelsOptions {
  /** What the figure shows, for those who don't see it. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
}

const LINE = { type: 'line', clip: true, interpolate: 'linear' } as const;
const POINT = { type: 'point', filled: true, size: 16, clip: true } as const;
const IN_ORDER = { field: 'order', type: 'quantitative' } as const;

/** Where the ticks of a logarithmic axis are. */
function powersOfTen([low, high]: PanelAxis['domain']): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
}

/** Lines and points in diagrams side by side, with one legend. */
export function linePanels(panels: readonly LinePanel[], options: LinePanelsOptions): TopLevelSpec {
  const labels = [...new Set(panels.flatMap(({ series }) => series.flatMap(({ label }) => label ?? [])))];
  const color = {
    field: 'label',
    type: 'nominal',
    scale: { domain: labels, range: labels.map((_, index) => markAt(index).color) },
    legend: { title: null, orient: 'right', symbolType: 'stroke', symbolSize: 400, symbolStrokeWidth: 2.5 },
  } as const;
  const strokeDash = {
    field: 'label',
    type: 'nominal',
    scale: { domain: labels, range: labels.map((_, index) => [...(DASHES[index % DASHES.length] ?? [])]) },
    legend: null,
  } as const;
  const channel = (field: 'x' | 'y', { title, domain, logarithmic }: PanelAxis) => {
    const bounds: number[] = [...domain];
    return {
      field,
      type: 'quantitative',
      title,
      scale: { domain: bounds, nice: false, zero: false, type: logarithmic === true ? 'log' : 'linear' },
      axis: {
        labelExpr: NUMBER_LABELS,
        labelFlush: field === 'x',
        ...(logarithmic === true ? { values: powersOfTen(domain) } : { tickCount: 5 }),
      },
    } as const;
  };
  const layerOf = ({ x, y }: LinePanel, { label, kind, points }: PanelSeries) => {
    const data = { values: points.map((point, order) => ({ ...point, order, label: label ?? null })) };
    const place = { x: channel('x', x), y: channel('y', y) };
    const quiet = { color: 'currentColor', opacity: 0.45 };
    if (kind === 'line') {
      return label === undefined
        ? ({
            data,
            mark: { ...LINE, ...quiet, strokeWidth: 1 },
            encoding: { ...place, order: IN_ORDER },
          } as const)
        : ({
            data,
            mark: { ...LINE, strokeWidth: 2 },
            encoding: { ...place, color, strokeDash, order: IN_ORDER },
          } as const);
    }
    return label === undefined
      ? ({ data, mark: { ...POINT, ...quiet }, encoding: place } as const)
      : ({ data, mark: POINT, encoding: { ...place, color } } as const);
  };
  return {
    description: options.description,
    hconcat: panels.map((panel) => ({
      title: panel.title,
      width: options.width,
      height: options.height,
      layer: panel.series.map((series) => layerOf(panel, series)),
    })),
    spacing: 24,
    resolve: { scale: { color: 'shared', strokeDash: 'shared' } },
  };
}
