import type { RunRecord, TaskPreview } from '@losskit/study';
import type { TopLevelSpec } from 'vega-lite';

import { NUMBER_LABELS } from '../figureConfig.ts';
import type { LossMark } from '../lossMarks.ts';
import { english } from '../messages/en/index.ts';
import type { FigureWords } from '../messages/Words.ts';
import { shortenedName } from '../names.ts';
import { SYMBOL_PATHS } from '../symbolPaths.ts';

/** What the fitted lines of one loss need besides its runs. */
export interface FittedLinesOptions {
  readonly loss: string;
  readonly mark: LossMark;
  /** At most so many of the preview's rows are drawn, evenly chosen. */
  readonly points: number;
  /** Default: in English. */
  readonly words?: FigureWords;
}

/** Fitted lines, one per seed and their mean, over the training rows; for a single feature. */
export function fittedLines(
  runs: readonly RunRecord[],
  preview: TaskPreview,
  options: FittedLinesOptions,
): TopLevelSpec {
  const { words = english.figures } = options;
  const all = (preview.points ?? []).map((point) => ({
    x: point.features[0] ?? 0,
    y: point.target,
    outlier: point.outlier,
  }));
  const stride = Math.max(1, Math.ceil(all.length / options.points));
  // Thinned apart, so that the fraction of outliers stays what it is.
  const inliers = all.filter((point) => !point.outlier).filter((_, index) => index % stride === 0);
  const outliers = all.filter((point) => point.outlier).filter((_, index) => index % stride === 0);
  const xs = all.map((point) => point.x);
  const ends = all.length === 0 ? [0, 1] : [Math.min(...xs), Math.max(...xs)];
  const lines = runs.flatMap((run) =>
    run.exhibits.fit === undefined
      ? []
      : [{ intercept: run.exhibits.fit.intercept, slope: run.exhibits.fit.coefficients[0] ?? 0 }],
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
    title: shortenedName(preview.featureNames?.[0] ?? words.feature, 24),
    scale: { domain: ends, zero: false, nice: false, padding: 4 },
    axis: { tickCount: 4, grid: false, labelExpr: NUMBER_LABELS },
  } as const;
  const y = {
    field: 'y',
    type: 'quantitative',
    title: shortenedName(preview.targetName ?? words.target, 20),
    scale: { domain: yDomain, zero: false, nice: true },
    axis: { tickCount: 5, labelExpr: NUMBER_LABELS, minExtent: 30, maxExtent: 30 },
  } as const;

  return {
    description: words.linesOf(options.loss, truth !== undefined),
    width: 208,
    height: 180,
    layer: [
      {
        data: { values: inliers },
        mark: { type: 'point', filled: true, color: 'currentColor', size: 9, opacity: 0.45 },
        encoding: { x, y },
      },
      {
        data: { values: outliers },
        mark: {
          type: 'point',
          shape: SYMBOL_PATHS.cross,
          filled: false,
          strokeWidth: 1.3,
          color: '#d55e00',
          size: 80,
          opacity: 0.85,
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
