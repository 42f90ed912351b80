import type { Candidate, Search } from '../result.ts';
import { meanOf } from '../statistics/moments.ts';
import { nextRate } from './nextRate.ts';

/** Seeds on which every candidate is tried; those that do best get the others, too. */
const FIRST_SEEDS = 2;
const FINALISTS = 2;
/** How often the list of learning rates grows at its edge. */
const WIDENINGS = 4;
/** The edge has to be better than its neighbour by this fraction: less is chance, and would lead the search ever further. */
const WORTH_WIDENING = 0.01;
/** Scores that agree to this fraction on each of the first seeds are the same: which candidate is taken does not matter. */
const SAME = 1e-3;
/** A score within this fraction of the best is as good for practice. */
const NEAR_BEST = 0.05;

/** What is searched. */
export interface SearchSpace {
  /** The loss, or the loss with each of the options that are tuned, by name. */
  readonly losses: readonly string[];
  /** Rising. */
  readonly learningRates: readonly number[];
  readonly seeds: readonly number[];
  /** Of the score. */
  readonly higherIsBetter: boolean;
  /** Whether a learning rate beyond the list may be tried. */
  isAdmissible(learningRate: number): boolean;
}

/** How many runs a search takes that need not go on at the edge of its list. */
export function runsOfSearch(candidates: number, seeds: number): number {
  const first = Math.min(FIRST_SEEDS, seeds);
  return candidates === 1 ? 0 : candidates * first + Math.min(FINALISTS, candidates) * (seeds - first);
}

interface Tried {
  readonly loss: string;
  readonly learningRate: number;
  readonly scores: (number | null)[];
}

function scoreOf({ scores }: Tried): number | null {
  const known = scores.filter((score) => score !== null);
  return known.length > 0 && known.length === scores.length ? meanOf(known) : null;
}

/**
 * Finds the learning rate of a loss, and its options where these are tuned, by successive halving: all candidates on the first
 * seeds, the best two on the others. Where the best is the first or the last of the list, the list grows. Where all
 * candidates are the same on the first seeds, the others would tell nothing. A single candidate is
 * not tried: there is nothing to choose.
 *
 * @param score - A candidate's score for a seed, null where it has none.
 * @see K. Jamieson and A. Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter Optimization, 2016, arXiv:1502.07943
 */
export async function searchLearningRate(
  space: SearchSpace,
  score: (loss: string, learningRate: number, seed: number) => Promise<number | null>,
): Promise<{ readonly chosen: Candidate; readonly search: Search }> {
  const { seeds, higherIsBetter } = space;
  const tried: Tried[] = space.losses.flatMap((loss) =>
    space.learningRates.map((learningRate) => ({ loss, learningRate, scores: [] })),
  );
  const isBetter = (one: Tried, other: Tried) => {
    const [own, its] = [scoreOf(one), scoreOf(other)];
    if (own === null || its === null) return own !== null;
    return higherIsBetter ? own > its : own < its;
  };
  // Sorting is stable: of equals the first, which has the lowest rate.
  const bestFirst = (all: readonly Tried[]) =>
    all.toSorted((a, b) => (isBetter(a, b) ? -1 : isBetter(b, a) ? 1 : 0));

  async function tryOn(candidates: readonly Tried[], count: number): Promise<void> {
    await Promise.all(
      candidates.map(async (one) => {
        const missing = seeds.slice(one.scores.length, count);
        one.scores.push(
          ...(await Promise.all(missing.map((seed) => score(one.loss, one.learningRate, seed)))),
        );
      }),
    );
  }

  /** The neighbour beyond the edge that a candidate stands at, if it is better than the one on its other side. */
  function beyond(best: Tried): number | undefined {
    const row = rowOf(tried, best.loss);
    const place = row.indexOf(best);
    const inward = place === 0 ? row[1] : place === row.length - 1 ? row[place - 1] : undefined;
    if (!inward || !isBetter(cut(best, inward), inward)) return undefined;
    if (gapTo(best, inward) <= WORTH_WIDENING) return undefined;
    return nextRate(best.learningRate, place === 0 ? 'down' : 'up');
  }

  async function widen(best: Tried, count: number): Promise<boolean> {
    const learningRate = beyond(best);
    if (learningRate === undefined || !space.isAdmissible(learningRate) || widened === WIDENINGS)
      return false;
    widened += 1;
    const added = { loss: best.loss, learningRate, scores: [] };
    tried.push(added);
    await tryOn([added], count);
    return true;
  }

  let widened = 0;
  const firstSeeds = Math.min(FIRST_SEEDS, seeds.length);
  const [only, second] = tried;
  if (only && !second) {
    const chosen = { ...only, score: null };
    return { chosen, search: { candidates: [chosen], ...nearBest(tried, only), atEdge: false } };
  }
  await tryOn(tried, firstSeeds);
  for (;;) {
    const [best] = bestFirst(tried);
    if (!best || !(await widen(best, firstSeeds))) break;
  }
  const lastSeeds = areSame(tried) ? firstSeeds : seeds.length;
  await tryOn(bestFirst(tried).slice(0, FINALISTS), lastSeeds);
  for (;;) {
    const [best] = bestFirst(tried.filter(({ scores }) => scores.length === lastSeeds));
    if (!best) throw new RangeError('search: expected one candidate or more, got none.');
    if (await widen(best, lastSeeds)) continue;
    const candidates = sorted(tried, space.losses).map((one) => ({ ...one, score: scoreBeside(best, one) }));
    const chosen = { ...best, score: scoreOf(best) };
    return { chosen, search: { candidates, ...nearBest(tried, best), atEdge: beyond(best) !== undefined } };
  }
}

/** A candidate with as many of its seeds as another was given. */
function cut(one: Tried, { scores }: Tried): Tried {
  return { ...one, scores: one.scores.slice(0, scores.length) };
}

/** How far the scores of a candidate are from those of the best on the same seeds, as a fraction; infinite where one has none. */
function gapTo(best: Tried, one: Tried): number {
  const [own, its] = [scoreOf(one), scoreOf(cut(best, one))];
  if (own === null || its === null) return Number.POSITIVE_INFINITY;
  return own === its ? 0 : Math.abs(own - its) / Math.abs(its);
}

/** What a candidate would score on all seeds of the best if it differed there as on its own: seeds are harder or easier for all. */
function scoreBeside(best: Tried, one: Tried): number | null {
  const [own, its, all] = [scoreOf(one), scoreOf(cut(best, one)), scoreOf(best)];
  return own === null || its === null || all === null ? own : all + own - its;
}

/** Whether no choice between candidates would show, as with a linear model that arrives at its minimum at every rate. */
function areSame(tried: readonly Tried[]): boolean {
  const [first] = tried;
  return tried.every(({ scores }) =>
    scores.every((score, seed) => {
      const other = first?.scores[seed] ?? null;
      return score !== null && other !== null && Math.abs(score - other) <= SAME * Math.abs(other);
    }),
  );
}

function rowOf(tried: readonly Tried[], loss: string): Tried[] {
  return tried.filter((one) => one.loss === loss).sort((a, b) => a.learningRate - b.learningRate);
}

function sorted(tried: readonly Tried[], losses: readonly string[]): readonly Tried[] {
  return losses.flatMap((loss) => rowOf(tried, loss));
}

/** How far the learning rate may go from the chosen one and be nearly as good, and how many runs failed. */
function nearBest(tried: readonly Tried[], best: Tried): Pick<Search, 'range' | 'decades' | 'failedShare'> {
  const row = rowOf(tried, best.loss);
  const isNear = (one: Tried | undefined) => one !== undefined && gapTo(best, one) <= NEAR_BEST;
  let [low, high] = [row.indexOf(best), row.indexOf(best)];
  while (isNear(row[low - 1])) low -= 1;
  while (isNear(row[high + 1])) high += 1;
  const lowest = row[low]?.learningRate ?? best.learningRate;
  const highest = row[high]?.learningRate ?? best.learningRate;
  const scores = tried.flatMap((one) => one.scores);
  return {
    range: [lowest, highest],
    decades: Math.log10(highest / lowest),
    failedShare: scores.filter((score) => score === null).length / Math.max(1, scores.length),
  };
}
