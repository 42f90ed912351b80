import type { Change, Conclusion, LossResult, TaskResult } from '../result.ts';
import type { Ranking } from './MeasuredLoss.ts';

/** What a comparison comes to before it is put into words. */
export type Outcome = Pick<TaskResult, 'results' | 'looks' | 'margin' | 'recommended' | 'costAtMost'>;

/** Losses that are compared with the best one. */
export function rivalsIn(results: readonly LossResult[]): readonly LossResult[] {
  return results.filter(({ verdict }) => !['best', 'failed', 'not converged'].includes(verdict));
}

/** Where no loss can be recommended. */
function nothingLearned(results: readonly LossResult[]): Conclusion {
  if (results.length === 0) return 'nothing to compare';
  const notConverged = results.filter(({ verdict }) => verdict === 'not converged').length;
  if (notConverged === results.length) return 'none converged';
  return notConverged > 0 ? 'none finished' : 'none learned';
}

/** What the verdicts come to. */
export function conclusionOf({ results, recommended, costAtMost, margin }: Outcome): Conclusion {
  if (!results.some(({ loss }) => loss === recommended)) return nothingLearned(results);
  if (results.length === 1) return 'only loss';
  const rivals = rivalsIn(results);
  if (rivals.length === 0) {
    if (results.every(({ loss, sameAs }) => loss === recommended || sameAs === recommended))
      return 'same weights';
    return results.some(({ verdict }) => verdict === 'not converged') ? 'only comparable' : 'others failed';
  }
  if (costAtMost === null) return 'one seed';
  if (costAtMost > margin) return 'open';
  const areBehind = rivals.every(({ verdict }) => verdict === 'worse' || verdict === 'slightly worse');
  return areBehind ? 'clear' : 'within margin';
}

/** How far a loss is behind the best at most, as a size. */
function farthest({ difference }: LossResult, higherIsBetter: boolean): number {
  if (!difference) return Number.POSITIVE_INFINITY;
  return higherIsBetter ? 0 - difference.low : difference.high;
}

/** What would tell where it is open. */
function whatTells(undecided: readonly LossResult[], sampling: Ranking['sampling']): Change | null {
  if (undecided.length === 0) return null;
  const seeds = undecided.flatMap(({ seedsToTell }) => seedsToTell ?? []);
  if (seeds.length === undecided.length) return { by: 'seeds', seeds: Math.max(...seeds) };
  return sampling === 'fresh' ? null : { by: 'data' };
}

/** What would change the conclusion, as far as the verdicts say; null where they don't. */
export function changeOf(
  outcome: Outcome,
  { higherIsBetter, sampling }: Pick<Ranking, 'higherIsBetter' | 'sampling'>,
): Change | null {
  const { results, costAtMost } = outcome;
  const restless = results.filter(({ verdict, sameAs }) => verdict === 'not converged' && sameAs === null);
  const rivals = rivalsIn(results).filter(({ sameAs }) => sameAs === null);
  const conclusion = conclusionOf(outcome);
  if (conclusion === 'open')
    return whatTells(
      rivals.filter(({ verdict }) => verdict === 'undecided'),
      sampling,
    );
  if (restless.length > 0) return { by: 'longer training', losses: restless.map(({ loss }) => loss) };
  if (conclusion === 'within margin' && costAtMost !== null && costAtMost > 0)
    return { by: 'smaller margin', margin: costAtMost };
  const [nearest] = [...rivals].sort((a, b) => farthest(a, higherIsBetter) - farthest(b, higherIsBetter));
  if (conclusion === 'clear' && nearest && Number.isFinite(farthest(nearest, higherIsBetter)))
    return { by: 'larger margin', loss: nearest.loss, margin: farthest(nearest, higherIsBetter) };
  return null;
}
