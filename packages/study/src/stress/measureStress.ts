import { STRESS_KINDS, type Stress, type StressName, stressedName } from '@losskit/tasks';

import type { LossResult, TaskResult } from '../result.ts';
import { compareWithBaseline } from '../statistics/compareWithBaseline.ts';
import { meanOf, standardDeviationOf } from '../statistics/moments.ts';
import type { Sample } from '../statistics/pairedGap.ts';
import { studentQuantile } from '../statistics/studentT.ts';
import { varianceOfMean } from '../statistics/varianceOfMean.ts';
import type { Breakdown, StressedLoss, StressResult, StressSlope } from './StressResult.ts';

/** A task, and a way to make its training worse at some levels. */
export interface StressedTask {
  readonly task: string;
  readonly stress: StressName;
  readonly levels: readonly number[];
}

/** What a loss reached at a level. */
interface AtLevel {
  readonly level: number;
  readonly result: TaskResult;
  readonly ofLoss: LossResult | undefined;
}

/** A scale of levels on which one goes from level to level on a straight line. */
interface Scale {
  place(level: number): number;
  levelAt(place: number): number;
}

/** Levels with the cleanest first. */
export function sortedLevels(stress: StressName, levels: readonly number[]): number[] {
  const { moreIsWorse } = STRESS_KINDS[stress];
  return [...new Set(levels)].sort((a, b) => (moreIsWorse ? a - b : b - a));
}

/** Levels of these are factors, so that they stand on a logarithmic scale. */
function isFactor(stress: StressName): boolean {
  return stress === 'imbalance' || stress === 'samples';
}

function valuesOf({ result, ofLoss }: AtLevel): readonly (number | null)[] {
  return ofLoss?.metrics[result.metric]?.values ?? [];
}

/** The seeds that have a value at each of the levels, and these values: [level][seed]. */
function pairedValues(levels: readonly AtLevel[]): number[][] {
  const values = levels.map(valuesOf);
  const seeds = Array.from(values[0]?.keys() ?? []).filter((seed) =>
    values.every((ofLevel) => typeof ofLevel[seed] === 'number'),
  );
  return values.map((ofLevel) => seeds.map((seed) => ofLevel[seed] ?? Number.NaN));
}

/** The slope of a straight line through points by least squares. */
function leastSquaresSlope(xs: readonly number[], ys: readonly number[]): number {
  const [meanX, meanY] = [meanOf(xs), meanOf(ys)];
  let products = 0;
  let squares = 0;
  xs.forEach((x, place) => {
    products += (x - meanX) * ((ys[place] ?? Number.NaN) - meanY);
    squares += (x - meanX) ** 2;
  });
  return products / squares;
}

function slopeOf(levels: readonly AtLevel[], { place }: Scale, confidence: number): StressSlope | null {
  const values = pairedValues(levels);
  const seeds = values[0]?.length ?? 0;
  const [{ result } = {}] = levels;
  if (!result || seeds < 2 || levels.length < 2) return null;
  const xs = levels.map(({ level }) => place(level));
  const slopes = Array.from({ length: seeds }, (_, seed) =>
    leastSquaresSlope(
      xs,
      values.map((ofLevel) => ofLevel[seed] ?? Number.NaN),
    ),
  );
  const mean = meanOf(slopes);
  const error = standardDeviationOf(slopes) * Math.sqrt(varianceOfMean(result, seeds));
  const half = studentQuantile(0.5 + confidence / 2, seeds - 1) * error;
  return { mean, low: mean - half, high: mean + half };
}

function worseFrom(levels: readonly AtLevel[], confidence: number): number | null {
  const values = pairedValues(levels);
  const seeds = values[0]?.length ?? 0;
  const [clean] = levels;
  if (!clean || seeds < 2 || levels.length < 2) return null;
  const { higherIsBetter, margin, resolution } = clean.result;
  const samples = values.map(
    (ofLevel): Sample => ({
      values: Float64Array.from(ofLevel, (value) => (higherIsBetter ? -value : value)),
      // All levels are judged on the same rows, which are no reason for them to differ.
      withoutRows: new Float64Array(0),
    }),
  );
  const [first, ...others] = samples;
  if (!first) return null;
  const chance = { seeds, variance: varianceOfMean(clean.result, seeds), resolution };
  const gaps = compareWithBaseline(others, first, chance, 1 - confidence);
  const [, ...worse] = levels;
  return worse.find((_, place) => (gaps[place]?.low ?? 0) > margin)?.level ?? null;
}

/** Where a line through points, one a level, first reaches a height; null where it never does or a point is missing. */
function firstReaches(
  height: number,
  points: readonly (readonly [level: number, value: number | null | undefined])[],
  { place, levelAt }: Scale,
): number | null {
  let before: readonly [level: number, value: number] | undefined;
  for (const [level, value] of points) {
    if (typeof value !== 'number') return null;
    if (value >= height) {
      if (!before) return level;
      const share = (height - before[1]) / (value - before[1]);
      return levelAt(place(before[0]) + share * (place(level) - place(before[0])));
    }
    before = [level, value];
  }
  return null;
}

/** Where a loss has lost half of what it has over the trivial model: its mean, and the worse and the better end of its interval. */
function breakdownOf(levels: readonly AtLevel[], trivial: number, scale: Scale): Breakdown | null {
  const estimates = levels.map(({ level, result, ofLoss }) => ({
    level,
    estimate: ofLoss?.metrics[result.metric],
  }));
  const clean = estimates[0]?.estimate?.mean;
  // Upwards is worse, also of a metric that is better when higher.
  const sign = levels[0]?.result.higherIsBetter ? -1 : 1;
  if (typeof clean !== 'number' || sign * clean >= sign * trivial) return null;
  const half = (sign * (clean + trivial)) / 2;
  const reaches = (end: 'mean' | 'low' | 'high') =>
    firstReaches(
      half,
      estimates.map(({ level, estimate }) => {
        const value = estimate?.[end];
        return [level, typeof value === 'number' ? sign * value : value];
      }),
      scale,
    );
  const [worseEnd, betterEnd] = sign > 0 ? (['high', 'low'] as const) : (['low', 'high'] as const);
  const range = { at: reaches('mean'), from: reaches(worseEnd), to: reaches(betterEnd) };
  return range.at === null && range.from === null ? null : range;
}

/** How each loss bears a stress, from the comparisons at its levels; undefined where one of them is missing. */
export function measureStress(
  { task, stress, levels: asked }: StressedTask,
  results: readonly TaskResult[],
  confidence: number,
): StressResult | undefined {
  const levels = sortedLevels(stress, asked);
  const atLevels = levels.flatMap((level) => {
    const wanted: Stress = { kind: stress, level };
    const result = results.find((one) => one.task === stressedName(task, wanted));
    return result ? [{ level, result }] : [];
  });
  const clean = atLevels[0]?.result;
  if (!clean || atLevels.length < levels.length) return undefined;
  const scale: Scale = isFactor(stress)
    ? { place: Math.log10, levelAt: (x) => 10 ** x }
    : { place: (level) => level, levelAt: (x) => x };
  const trivial = clean.trivial[clean.metric] ?? Number.NaN;
  const losses = clean.results.map(({ loss }): StressedLoss => {
    const ofLoss = atLevels.map((at) => ({
      ...at,
      ofLoss: at.result.results.find((one) => one.loss === loss),
    }));
    return {
      loss,
      points: ofLoss.map(({ level, result, ofLoss: one }) => {
        const { mean = null, low = null, high = null } = one?.metrics[result.metric] ?? {};
        return { level, mean, low, high };
      }),
      slope: slopeOf(ofLoss, scale, confidence),
      worseFrom: worseFrom(ofLoss, confidence),
      breaksDown: breakdownOf(ofLoss, trivial, scale),
    };
  });
  return {
    task,
    stress,
    level: STRESS_KINDS[stress].level,
    levels,
    metric: clean.metric,
    higherIsBetter: clean.higherIsBetter,
    trivial,
    margin: clean.margin,
    slopePer: isFactor(stress) ? '×10' : 1,
    losses,
  };
}
