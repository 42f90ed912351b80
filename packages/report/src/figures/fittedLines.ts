import type { RunRecord, TaskPreview } from '@losskit/study';
import type { TopLevelSpec } from 'vega-lite';

import type { LossMark } from '../lossMarks.ts';

/** What the fitted lines of one loss need besides its runs. */
export interface FittedLinesOptions {
  readonly loss: string;
  readonly mark: LossMark;
  /** At most so many of the preview's rows are drawn, evenly chosen. */
  readonly points: number;
}

/** Fitted lines, one per seed and their mean, over the training rows; for a single feature. */
export function fittedLines(
  runs: readonly RunRecord[],
  preview: TaskPreview,
  options: FittedLinesOptions,
): TopLevelSpec {
  const all = (preview.points ?? []).map((point) => ({
    x: point.features[0] ?? 0,
    y: point.target,
    outlier: point.outlier,
  }));
  const stride = Math.max(1, Math.ceil(all.length / options.points));
  const points = all.filter((_, index) => index % stride === 0);
  const xs = all.map((point) => point.x);
  const ends = all.length === 0 ? [0, 1] : [Math.min(...xs), Math.max(...xs)];
  const lines = runs.flatMap((run) =>
    run.fit === undefined ? [] : [{ intercept: run.fit.intercept, slope: run.fit.coefficients[0] ?? 0 }],
  );
  const ys = all.map((point) => point.y);
  const yDomain = all.length === 0 ? [0, 1] : [Math.min(...ys), Math.max(...ys)];
  const along = (line: { intercept: number; slope: number }, name: string) =>
    ends.map((end) => ({ x: end, y: line.intercept + line.slope * end, line: name }));
  const mean = {
    intercept: lines.reduce((sum, line) => sum + line.intercept, 0) / lines.length,
    slope: lines.reduce((sum, line) => sum + line.slope, 0) / lines.length,
  };
  const { truth } = preview;

  const x = {
    field: 'x',
    type: 'quantitative',
    title: preview.featureNames?.[0] ?? 'feature',
    scale: { domain: ends, zero: false, nice: false, padding: 4 },
    axis: { tickCount: 4, grid: false, format: '~g' },
  } as const;
  const y = {
    field: 'y',
    type: 'quantitative',
    title: preview.targetName ?? 'target',
    scale: { domain: yDomain, zero: false, nice: true },
    axis: { tickCount: 5, format: '~g', minExtent: 34 },
  } as const;

  return {
    description: `Lines fitted by ${options.loss} over the training rows${truth === undefined ? '' : ', with the true line dashed'}.`,
    width: 250,
    height: 190,
    layer: [
      {
        data: { values: points.filter((point) => !point.outlier) },
        mark: { type: 'point', filled: true, color: 'currentColor', size: 8, opacity: 0.3 },
        encoding: { x, y },
      },
      {
        data: { values: points.filter((point) => point.outlier) },
        mark: {
          type: 'point',
          shape: 'cross',
          filled: true,
          angle: 45,
          color: '#d55e00',
          size: 34,
          opacity: 0.75,
        },
        encoding: { x, y },
      },
      {
        data: { values: lines.flatMap((line, index) => along(line, String(index))) },
        mark: { type: 'line', color: options.mark.color, strokeWidth: 1, opacity: 0.4, clip: true },
        encoding: { x, y, detail: { field: 'line', type: 'nominal' } },
      },
      {
        data: { values: lines.length === 0 ? [] : along(mean, 'mean') },
        mark: { type: 'line', color: options.mark.color, strokeWidth: 2.4, clip: true },
        encoding: { x, y },
      },
      {
        data: {
          values:
            truth === undefined
              ? []
              : along({ intercept: truth.intercept, slope: truth.coefficients[0] ?? 0 }, 'truth'),
        },
        mark: { type: 'line', color: 'currentColor', strokeWidth: 1.4, strokeDash: [4, 3], clip: true },
        encoding: { x, y },
      },
    ],
  };
}
