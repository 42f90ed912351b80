import type { BaselineDifference, Difference, Look } from '../result.ts';
import type { Verdict } from '../Verdict.ts';
import { compareWithBaseline } from './compareWithBaseline.ts';
import { compareWithBest } from './compareWithBest.ts';
import { type CompletedLoss, completeRuns } from './completeRuns.ts';
import type { MeasuredLoss, Ranking } from './MeasuredLoss.ts';
import { marginOf } from './marginOf.ts';
import { meanOf } from './moments.ts';
import { bestOf, type Chance, type PairedGap } from './pairedGap.ts';
import { sameLosses } from './sameLosses.ts';
import { baselineVerdictOf, verdictOf } from './verdictOf.ts';

/** What is said of a loss at a look. */
export interface Standing extends CompletedLoss {
  readonly verdict: Verdict;
  /** The loss that this one is the same as: itself where it is no other. */
  readonly original: string;
  /** In the unit and direction of the metric; null where nothing is compared. */
  readonly difference: Difference | null;
  /** What the difference was made of. */
  readonly gap: PairedGap | null;
  readonly againstBaseline: BaselineDifference | null;
}

/** All that a look tells. */
export interface Judgement {
  readonly look: Pick<Look, 'seeds' | 'level'>;
  readonly chance: Chance;
  /** Losses that were compared, equal ones counted once. */
  readonly losses: number;
  readonly margin: number;
  /** Name of the loss with the best mean; null where none could be compared. */
  readonly best: string | null;
  /** What choosing it instead of the true best can cost at most; null where that is not known. */
  readonly costAtMost: number | null;
  /** In the order of the losses. */
  readonly standings: readonly Standing[];
}

const SAME_AS_BASELINE = { mean: 0, low: 0, high: 0, pValue: 1, verdict: 'as good' } as const;

/** No difference is larger than the whole range of the metric. */
function withinBounds<Gap extends { readonly low: number; readonly high: number }>(
  gap: Gap,
  { bounds = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] }: Pick<Ranking, 'bounds'>,
): Gap {
  const largest = bounds[1] - bounds[0];
  return { ...gap, low: Math.max(gap.low, -largest), high: Math.min(gap.high, largest) };
}

function inMetric({ mean, low, high, pValue }: Difference, { higherIsBetter }: Ranking): Difference {
  // 0 − x, because −x would make a negative zero of 0.
  return higherIsBetter
    ? { mean: 0 - mean, low: 0 - high, high: 0 - low, pValue }
    : { mean, low, high, pValue };
}

function statusOf({ failed, measured, sample }: CompletedLoss): 'compared' | 'not converged' | 'failed' {
  if (failed === measured.reasons.length || sample.values.length === 0) return 'failed';
  return measured.converged ? 'compared' : 'not converged';
}

/** Differences to the baseline by loss; none where it can't be compared. */
function againstBaseline(
  compared: readonly CompletedLoss[],
  baseline: string | undefined,
  chance: Chance,
  level: number,
  margin: number,
  ranking: Ranking,
): ReadonlyMap<string, BaselineDifference> {
  const reference = compared.find(({ measured }) => measured.loss === baseline);
  const others = compared.filter((one) => one !== reference);
  if (!reference || others.length === 0 || chance.seeds < 2) return new Map();
  const samples = others.map(({ sample }) => sample);
  const gaps = compareWithBaseline(samples, reference.sample, chance, level);
  return new Map(
    gaps.map((gap, index) => [
      others[index]?.measured.loss ?? '',
      { ...inMetric(withinBounds(gap, ranking), ranking), verdict: baselineVerdictOf(gap, margin) },
    ]),
  );
}

/** Compares the losses that are still in the race, over the seeds so far. */
export function judgeLook(
  losses: readonly MeasuredLoss[],
  ranking: Ranking,
  look: Pick<Look, 'seeds' | 'level'>,
): Judgement {
  const completed = completeRuns(losses, ranking);
  const same = sameLosses(losses);
  const originalOf = (loss: string) => same.get(loss) ?? loss;
  const distinct = completed.filter(({ measured }) => !same.has(measured.loss));
  const compared = distinct.filter((one) => statusOf(one) === 'compared');
  const samples = compared.map(({ sample }) => sample);
  const seeds = samples[0]?.values.length ?? 0;
  const chance = { seeds, variance: ranking.variance(seeds), resolution: ranking.resolution };
  const bestIndex = bestOf(samples);
  const best = compared[bestIndex];
  const margin = marginOf(ranking.margin, best ? meanOf(best.sample.values) : 0, ranking.bounds);

  const canCompare = seeds >= 2 && compared.length >= 2;
  const gaps = canCompare
    ? compareWithBest(samples, chance, look.level).gaps.map((gap) => withinBounds(gap, ranking))
    : [];
  const gapByLoss = new Map(gaps.map((gap, index) => [compared[index]?.measured.loss, gap]));
  const baseline = ranking.baseline === undefined ? undefined : originalOf(ranking.baseline);
  const byBaseline = againstBaseline(compared, baseline, chance, look.level, margin, ranking);

  const standings = completed.map((one): Standing => {
    const { loss } = one.measured;
    const original = originalOf(loss);
    const status = statusOf(distinct.find(({ measured }) => measured.loss === original) ?? one);
    const compare = status === 'compared' && original !== best?.measured.loss;
    const gap = compare ? gapByLoss.get(original) : undefined;
    const isCopyOfBaseline = status === 'compared' && original === baseline && loss !== ranking.baseline;
    return {
      ...one,
      verdict:
        status === 'compared' ? (gap ? verdictOf(gap, margin) : compare ? 'undecided' : 'best') : status,
      original,
      difference: gap ? inMetric({ mean: gap.gap.mean, ...gap }, ranking) : null,
      gap: gap?.gap ?? null,
      againstBaseline: isCopyOfBaseline ? SAME_AS_BASELINE : (byBaseline.get(original) ?? null),
    };
  });
  const left = standings.filter(({ verdict }) => verdict !== 'not converged' && verdict !== 'failed');
  return {
    look,
    chance,
    losses: compared.length,
    margin,
    best: best?.measured.loss ?? null,
    costAtMost:
      seeds >= 2 && left.length >= 2
        ? Math.max(0, ...gaps.filter((_, index) => index !== bestIndex).map(({ low }) => -low))
        : null,
    standings,
  };
}
