import { type BatchKind, checkedMetric, type MetricDescription } from '../checkedMetric.ts';
import type { FloatArray, Metric, RankingBatch } from '../Metric.ts';
import type { OptionRange } from '../metricWithOptions.ts';
import { runningMean } from '../runningMean.ts';
import { checkRankingBatch } from './checkRankingBatch.ts';

const NOTHING = new Float32Array();

const kind: BatchKind<RankingBatch> = {
  check: checkRankingBatch,
  rows: ({ relevances }) => relevances.length,
};

export interface CutoffOptions {
  /** How many items from the top count, at least 1. */
  readonly k: number;
}

export const CUTOFF: OptionRange = {
  what: 'a positive integer or Infinity',
  includes: (value) =>
    value === Number.POSITIVE_INFINITY || (Number.isSafeInteger(value) && Number(value) > 0),
};

/** Items of a list that have one and the same score, so that their order is by chance. */
export interface TiedItems {
  /** How many items have larger scores. */
  readonly before: number;
  readonly relevances: readonly number[];
  /** How many of them are relevant. */
  readonly relevant: number;
}

function tiedItems(relevances: FloatArray, scores: FloatArray): TiedItems[] {
  const groups = new Map<number, number[]>();
  scores.forEach((score, item) => {
    const group = groups.get(score) ?? [];
    groups.set(score, group);
    group.push(relevances[item] ?? 0);
  });
  let before = 0;
  return [...groups]
    .sort(([a], [b]) => b - a)
    .map(([, group]) => {
      const relevant = group.filter((relevance) => relevance > 0).length;
      const items = { before, relevances: group, relevant };
      before += group.length;
      return items;
    });
}

/**
 * Makes a metric that is the mean over lists of `score`, which gets the items of one, those with the largest
 * score first. Lists without a relevant item are left out.
 */
export function rankingMetric<Name extends string>(
  description: MetricDescription<Name>,
  score: (items: readonly TiedItems[], relevant: number) => number,
): Metric<RankingBatch, Name> {
  return checkedMetric(description, kind, () => {
    const scores = runningMean();
    return {
      add(batch, row, weight) {
        const items = tiedItems(batch.relevances[row] ?? NOTHING, batch.scores[row] ?? NOTHING);
        const relevant = items.reduce((count, one) => count + one.relevant, 0);
        if (relevant > 0) scores.add(score(items, relevant), weight);
      },
      compute: scores.compute,
    };
  });
}
