import type { Candidate, LossResult } from '@losskit/study';
import type { TopLevelSpec } from 'vega-lite';

import { NUMBER_LABELS } from '../figureConfig.ts';
import type { LossMark } from '../lossMarks.ts';
import { english } from '../messages/en/index.ts';
import type { FigureWords } from '../messages/Words.ts';
import { shortenedLoss } from '../names.ts';
import { SYMBOL_PATHS } from '../symbolPaths.ts';
import { DASHES } from './dashes.ts';
import { legendRow } from './legendRow.ts';

const WIDTH = 212;
const HEIGHT = 120;
const LEGEND_ROW = 15;
/** Lines of other values of an option. */
const OTHER = { color: 'currentColor', strokeWidth: 1.3 } as const;

/** What the learning-rate curves of one loss need besides its result. */
export interface LearningRateCurvesOptions {
  readonly mark: LossMark;
  /** Title of the selection metric. */
  readonly metric: string;
  readonly higherIsBetter: boolean;
  /** Of the metric and of the learning rates; shared by all losses of a task, so that panels can be compared. */
  readonly scoreDomain: readonly [low: number, high: number];
  readonly rateDomain: readonly [low: number, high: number];
  /** Default: in English. */
  readonly words?: FigureWords;
}

/**
 * The score on the validation part over the learning rate: a dot for each seed of the search, the mean as a
 * line, the chosen rate marked and the rates about as good shaded. A cross at the bad edge is a run without a
 * score. Where options were tuned, the other values have a broken line each.
 */
export function learningRateCurves(
  { loss, learningRate, search }: LossResult,
  options: LearningRateCurvesOptions,
): TopLevelSpec {
  const { mark, metric, words = english.figures } = options;
  const [low, high] = options.scoreDomain;
  const clamp = (score: number) => Math.min(high, Math.max(low, score));
  const worst = options.higherIsBetter ? low : high;
  const isOwn = (candidate: Candidate) => candidate.loss === loss;
  const others = [
    ...new Set(search.candidates.filter((one) => !isOwn(one)).map((candidate) => candidate.loss)),
  ];

  const scores = search.candidates
    .filter(isOwn)
    .flatMap((candidate) => candidate.scores.map((score) => ({ rate: candidate.learningRate, score })));
  const dots = scores.flatMap(({ rate, score }) => (score === null ? [] : [{ rate, score: clamp(score) }]));
  const crosses = scores.flatMap(({ rate, score }) => (score === null ? [{ rate, score: worst }] : []));
  const means = search.candidates.flatMap((candidate) =>
    candidate.score === null
      ? []
      : [{ loss: candidate.loss, rate: candidate.learningRate, score: clamp(candidate.score) }],
  );
  const chosen = means.filter((point) => point.loss === loss && point.rate === learningRate);

  const rateDomain: number[] = [...options.rateDomain];
  const scoreDomain: number[] = [...options.scoreDomain];
  const rates = [...new Set(search.candidates.map((candidate) => candidate.learningRate))];
  const x = {
    field: 'rate',
    type: 'quantitative',
    title: words.learningRate,
    scale: { type: 'log', domain: rateDomain, nice: false, padding: 8 },
    axis: { values: rates, grid: false, labelExpr: NUMBER_LABELS, labelOverlap: 'greedy' },
  } as const;
  const y = {
    field: 'score',
    type: 'quantitative',
    title: null,
    scale: { domain: scoreDomain, zero: false, nice: false },
    axis: { tickCount: 4, labelExpr: NUMBER_LABELS, labelOverlap: 'greedy', minExtent: 36, maxExtent: 36 },
  } as const;
  const dashOf = (name: string) => [...(DASHES[1 + (others.indexOf(name) % (DASHES.length - 1))] ?? [])];

  return {
    description: words.learningRateOf(metric, loss, String(learningRate)),
    width: WIDTH,
    height: HEIGHT,
    autosize: { type: 'none' },
    padding: {
      left: 46,
      right: 8,
      top: 6,
      bottom: 40 + (others.length > 0 ? 6 : 0) + LEGEND_ROW * others.length,
    },
    layer: [
      {
        data: { values: [{ rate: search.range[0], to: search.range[1] }] },
        mark: { type: 'rect', color: mark.color, opacity: 0.13 },
        encoding: { x, x2: { field: 'to' } },
      },
      {
        data: { values: [{ rate: learningRate }] },
        mark: { type: 'rule', color: 'currentColor', opacity: 0.55, strokeDash: [3, 2] },
        encoding: { x },
      },
      {
        data: { values: dots },
        mark: { type: 'point', filled: true, color: mark.color, size: 16, opacity: 0.5 },
        encoding: { x, y },
      },
      {
        data: { values: crosses },
        mark: { type: 'point', shape: SYMBOL_PATHS.cross, color: mark.color, size: 60, strokeWidth: 1.5 },
        encoding: { x, y },
      },
      ...others.map(
        (name) =>
          ({
            data: { values: means.filter((point) => point.loss === name) },
            mark: { type: 'line', ...OTHER, opacity: 0.75, strokeDash: dashOf(name) },
            encoding: { x, y },
          }) as const,
      ),
      {
        data: { values: means.filter((point) => point.loss === loss) },
        mark: { type: 'line', color: mark.color, strokeWidth: 2 },
        encoding: { x, y },
      },
      {
        data: { values: chosen },
        mark: {
          type: 'point',
          shape: mark.shape,
          fill: mark.color,
          stroke: 'currentColor',
          size: 70,
          strokeWidth: 1.4,
          opacity: 1,
        },
        encoding: { x, y },
      },
      ...others.flatMap((name, index) =>
        legendRow(
          { text: shortenedLoss(name, 30), ...OTHER, strokeDash: dashOf(name) },
          HEIGHT + 46 + LEGEND_ROW * index,
          11,
        ),
      ),
    ],
  };
}
