import type { RunRecord } from '@losskit/study';
import type { TopLevelSpec } from 'vega-lite';

import { extent } from '../extent.ts';
import { NUMBER_LABELS } from '../figureConfig.ts';
import { finiteValues } from '../finiteValues.ts';
import type { LossMark } from '../lossMarks.ts';
import { english } from '../messages/en/index.ts';
import type { FigureWords } from '../messages/Words.ts';

const POINTS = 48;
const WIDTH = 212;
const HEIGHT = 92;

/** What the training curves of one loss need besides its runs. */
export interface TrainingCurvesOptions {
  readonly loss: string;
  readonly mark: LossMark;
  /** Title of the validation metric. */
  readonly metric: string;
  /** Shared by all losses of a task, so that the panels can be compared. */
  readonly validationDomain: readonly [number, number];
  /** Of the longest run of the task. */
  readonly steps: number;
  /** Default: in English. */
  readonly words?: FigureWords;
}

interface DrawnPoint {
  readonly step: number;
  readonly value: number;
  readonly line: string;
}

/** Two panels over the steps: the training loss in its own unit, and the metric on the validation part. */
export function trainingCurves(runs: readonly RunRecord[], options: TrainingCurvesOptions): TopLevelSpec {
  const { words = english.figures } = options;
  const loss = curves(runs, 'loss');
  const validation = curves(runs, 'validation');
  const [smallest, largest] = extent(loss.seeds.map((point) => point.value));
  const logarithmic = smallest > 0 && largest / smallest > 30;
  const { color } = options.mark;
  const stepDomain = [0, Math.max(1, options.steps)];
  const validationDomain = [...options.validationDomain];
  const x = (title: string | null) =>
    ({
      field: 'step',
      type: 'quantitative',
      title,
      scale: { domain: stepDomain, nice: false },
      axis: {
        tickCount: 4,
        grid: false,
        labelExpr: "format(datum.value, '~s')",
        labels: title !== null,
        ticks: title !== null,
        labelFlush: true,
      },
    }) as const;
  const axis = {
    tickCount: 4,
    labelExpr: NUMBER_LABELS,
    minExtent: 36,
    maxExtent: 36,
    labelOverlap: 'greedy',
  } as const;
  const lossY = {
    field: 'value',
    type: 'quantitative',
    title: null,
    scale: { type: logarithmic ? 'log' : 'linear', zero: false, nice: true },
    axis,
  } as const;
  const validationY = {
    field: 'value',
    type: 'quantitative',
    title: null,
    scale: { domain: validationDomain, zero: false, nice: false },
    axis,
  } as const;
  const detail = { field: 'line', type: 'nominal' } as const;

  return {
    description: words.trainingOf(options.loss, options.metric),
    vconcat: [
      {
        title: words.trainingLoss(logarithmic),
        width: WIDTH,
        height: HEIGHT,
        layer: [
          {
            data: { values: loss.seeds },
            mark: { type: 'line', color, strokeWidth: 1, opacity: 0.32 },
            encoding: { x: x(null), y: lossY, detail },
          },
          {
            data: { values: loss.mean },
            mark: { type: 'line', color, strokeWidth: 2.2 },
            encoding: { x: x(null), y: lossY },
          },
        ],
      },
      {
        title: words.validation(options.metric),
        width: WIDTH,
        height: HEIGHT,
        layer: [
          {
            data: { values: validation.seeds },
            mark: { type: 'line', color, strokeWidth: 1, opacity: 0.32, clip: true },
            encoding: { x: x(words.step), y: validationY, detail },
          },
          {
            data: { values: validation.mean },
            mark: { type: 'line', color, strokeWidth: 2.2, clip: true },
            encoding: { x: x(words.step), y: validationY },
          },
        ],
      },
    ],
  };
}

function curves(
  runs: readonly RunRecord[],
  field: 'loss' | 'validation',
): { readonly seeds: readonly DrawnPoint[]; readonly mean: readonly DrawnPoint[] } {
  const seeds = runs.flatMap((run) =>
    thinned(run.curve)
      .filter((point) => Number.isFinite(point[field]))
      .map((point) => ({ step: point.step, value: point[field], line: String(run.seed) })),
  );
  const finished = runs.filter((run) => run.status === 'finished');
  const valuesByStep = new Map<number, number[]>();
  for (const run of finished) {
    for (const point of thinned(run.curve)) {
      const values = valuesByStep.get(point.step) ?? [];
      values.push(point[field]);
      valuesByStep.set(point.step, values);
    }
  }
  // A mean over fewer seeds at some steps than at others would jump without cause.
  const mean = [...valuesByStep]
    .filter(([, values]) => finiteValues(values).length === finished.length)
    .map(([step, values]) => ({
      step,
      value: values.reduce((sum, value) => sum + value, 0) / values.length,
      line: 'mean',
    }));
  return { seeds, mean };
}

/** At most `POINTS` of the points, evenly spread, the first and the last among them. */
function thinned<Point>(points: readonly Point[]): readonly Point[] {
  if (points.length <= POINTS) return points;
  const chosen = new Set(
    Array.from({ length: POINTS }, (_, index) => Math.round((index * (points.length - 1)) / (POINTS - 1))),
  );
  return points.filter((_, index) => chosen.has(index));
}
