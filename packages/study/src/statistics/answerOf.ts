import type { LossResult, TaskResult } from '../result.ts';
import { formatUpperBound, formatValue } from './formatValue.ts';
import { listNames } from './listNames.ts';
import type { Ranking } from './MeasuredLoss.ts';

/** What the answer is made of. */
export type Outcome = Pick<TaskResult, 'results' | 'looks' | 'margin' | 'recommended' | 'costAtMost'>;

function nothingToRecommend(results: readonly LossResult[]): string {
  const notConverged = results.filter(({ verdict }) => verdict === 'not converged').length;
  if (results.length === 0) return 'There is no loss to compare.';
  if (notConverged === results.length) return 'No loss can be recommended: none converged.';
  return notConverged > 0
    ? 'No loss can be recommended: each failed or did not converge.'
    : 'No loss can be recommended: every run failed or was no better than the trivial model.';
}

/** One sentence for a reader who knows no statistics: which loss to use, and what it can cost to be wrong. */
export function answerOf(outcome: Outcome, { metric }: Ranking): string {
  const { results, recommended, costAtMost, margin } = outcome;
  const best = results.find(({ loss }) => loss === recommended);
  const mean = best?.metrics[metric]?.mean;
  if (!best || mean === null || mean === undefined) return nothingToRecommend(results);
  const reached = `${best.loss} (${metric} ${formatValue(mean)})`;
  const copies = results.filter(({ sameAs }) => sameAs === best.loss).map(({ loss }) => loss);
  const rivals = results.filter(({ verdict }) => !['best', 'failed', 'not converged'].includes(verdict));
  const isUncertain = results.some(({ verdict }) => verdict === 'not converged');

  if (results.length === 1) return `${reached} is the only loss, so there is nothing to choose.`;
  if (rivals.length === 0) {
    const all = [best.loss, ...copies];
    if (all.length === results.length)
      return `Use any of ${listNames(all)} (${metric} ${formatValue(mean)}): they train the same weights.`;
    return isUncertain
      ? `${reached} is the only loss that could be compared, so this does not settle which is best.`
      : `Use ${reached}: every other loss failed.`;
  }
  if (costAtMost === null)
    return `${reached} leads, but on one seed, which cannot tell it from chance: use 5 seeds or more.`;
  const cost = `${formatUpperBound(costAtMost)} ${metric}`;
  if (costAtMost > margin)
    return `${best.loss} leads (${metric} ${formatValue(mean)}), but this does not settle it: choosing it can cost up to ${cost}.`;
  const isBeyondChance = rivals.every(({ verdict }) => verdict === 'worse' || verdict === 'slightly worse');
  const what = isUncertain ? 'the true best of those that converged' : 'the true best';
  return isBeyondChance
    ? `Use ${reached}: every other loss${isUncertain ? ' that converged' : ''} is behind it, beyond chance.`
    : `Use ${reached}: choosing it instead of ${what} costs at most ${cost}.`;
}
