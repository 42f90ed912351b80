import type { Difference, Estimate, LossResult, Verdict } from '../result.ts';
import { holm } from './holm.ts';
import { meanOf, studentInterval, studentPValue } from './studentInterval.ts';

/** What is known of a loss before it is ranked. */
export interface UnrankedLoss {
  readonly loss: string;
  readonly learningRate: number;
  readonly search: LossResult['search'];
  /** Metric values by name, one per seed, null where that seed has none. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
  /** Why a run failed, where one did. */
  readonly failure?: string | undefined;
}

/** How losses are ranked. */
export interface Ranking {
  readonly metric: string;
  readonly higherIsBetter: boolean;
  /** Of the intervals; 1 − confidence is also the level of the tests. */
  readonly confidence: number;
}

function isNumber(value: number | null): value is number {
  return value !== null;
}

/** Mean over the seeds that finished, with its interval where there are two of them. */
export function estimate(values: readonly (number | null)[], confidence: number): Estimate {
  const finished = values.filter(isNumber);
  if (finished.length === 0) return { mean: null, low: null, high: null, values };
  if (finished.length === 1) return { mean: meanOf(finished), low: null, high: null, values };
  return { ...studentInterval(finished, confidence), values };
}

/** Seed by seed, this loss minus the best, over the seeds that both finished. */
function pairedDifferences(values: readonly (number | null)[], best: readonly (number | null)[]): number[] {
  return values
    .map((value, seed) => {
      const other = best[seed] ?? null;
      return value === null || other === null ? null : value - other;
    })
    .filter(isNumber);
}

function explain(
  verdict: Verdict,
  finished: number,
  seeds: number,
  difference: Difference | null,
  { metric, confidence }: Ranking,
  failure: string | undefined,
): string {
  const why = failure === undefined ? 'diverged' : 'failed';
  const diverged = finished < seeds ? ` Training ${why} in ${seeds - finished} of ${seeds} seeds.` : '';
  const percent = Math.round(confidence * 100);
  switch (verdict) {
    case 'best':
      return `Best mean ${metric}.${diverged}`;
    case 'diverged':
      return `Training diverged in every seed.`;
    case 'failed':
      return `It failed in every seed: ${failure}`;
    case 'worse':
      return `Worse than the best, beyond chance (p = ${formatPValue(difference)}).${diverged}`;
    case 'not distinguishable':
      return difference === null
        ? `Not distinguishable from the best: fewer than two seeds finished with both.${diverged}`
        : `Not distinguishable from the best at ${percent} % over ${finished} seeds ` +
            `(p = ${formatPValue(difference)}).${diverged}`;
  }
}

function formatPValue(difference: Difference | null): string {
  const pValue = difference?.pValue ?? 1;
  return pValue < 0.001 ? 'below 0.001' : pValue.toFixed(3);
}

/**
 * Ranks losses by the mean of one metric and says of each whether it can be told from the best.
 *
 * The test is a paired t test of each loss against the best one, seed by seed, with Holm's correction over all
 * of them. A loss that diverged in some seeds stands behind those that always finished.
 */
export function rankLosses(losses: readonly UnrankedLoss[], ranking: Ranking): LossResult[] {
  const { metric, higherIsBetter, confidence } = ranking;
  const sign = higherIsBetter ? -1 : 1;
  const measured = losses.map((one) => {
    const values = one.values[metric] ?? [];
    const finished = values.filter(isNumber);
    return { ...one, rankingValues: values, finished: finished.length, score: sign * meanOf(finished) };
  });
  // Array.sort is stable: equal losses keep the order they came in.
  const ordered = measured.sort((a, b) => {
    if (a.finished !== b.finished) return b.finished - a.finished;
    return a.finished === 0 ? 0 : a.score - b.score;
  });

  const best = ordered[0];
  const bestValues = best?.rankingValues ?? [];
  const differences = ordered.map((one) => pairedDifferences(one.rankingValues, bestValues));
  const tested = differences.map((values, index) => index > 0 && values.length >= 2);
  const tests = holm(differences.filter((_, index) => tested[index]).map(studentPValue), 1 - confidence);

  let nextTest = 0;
  return ordered.map((one, index) => {
    const test = tested[index] ? tests[nextTest++] : undefined;
    const difference: Difference | null = test
      ? { ...studentInterval(differences[index] ?? [], 1 - test.level), pValue: test.pValue }
      : null;
    const verdict: Verdict =
      one.finished === 0
        ? one.failure === undefined
          ? 'diverged'
          : 'failed'
        : index === 0
          ? 'best'
          : difference && difference.pValue < 1 - confidence
            ? 'worse'
            : 'not distinguishable';
    return {
      loss: one.loss,
      rank: index + 1,
      verdict,
      explanation: explain(verdict, one.finished, one.rankingValues.length, difference, ranking, one.failure),
      learningRate: one.learningRate,
      difference,
      metrics: Object.fromEntries(
        Object.entries(one.values).map(([name, values]) => [name, estimate(values, confidence)]),
      ),
      search: one.search,
    };
  });
}
