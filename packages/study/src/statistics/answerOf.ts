import type { Change, Conclusion } from '../result.ts';
import { changeOf, conclusionOf, type Outcome } from './conclusionOf.ts';
import { formatUpperBound, formatValue } from './formatValue.ts';
import { listNames } from './listNames.ts';
import type { Ranking } from './MeasuredLoss.ts';

function whichLoss(
  conclusion: Conclusion,
  { results, recommended, costAtMost }: Outcome,
  { metric }: Ranking,
): string {
  const best = results.find(({ loss }) => loss === recommended);
  const name = best?.loss ?? '';
  const reached = `(${metric} ${formatValue(best?.metrics[metric]?.mean ?? Number.NaN)})`;
  const equal = results.filter(({ loss, sameAs }) => loss === name || sameAs === name);
  const cost = `${formatUpperBound(costAtMost ?? 0)} ${metric}`;
  const isUncertain = results.some(({ verdict }) => verdict === 'not converged');
  switch (conclusion) {
    case 'nothing to compare':
      return 'There is no loss to compare.';
    case 'none converged':
      return 'No loss can be recommended: none converged.';
    case 'none finished':
      return 'No loss can be recommended: each failed or did not converge.';
    case 'none learned':
      return 'No loss can be recommended: every run failed or was no better than the trivial model.';
    case 'only loss':
      return `${name} ${reached} is the only loss, so there is nothing to choose.`;
    case 'same weights':
      return `Use any of ${listNames(equal.map(({ loss }) => loss))} ${reached}: they train the same weights.`;
    case 'only comparable':
      return `${name} ${reached} is the only loss that could be compared, so this does not settle which is best.`;
    case 'others failed':
      return `Use ${name} ${reached}: every other loss failed.`;
    case 'one seed':
      return `${name} ${reached} leads, but on one seed, which cannot tell it from chance: use 5 seeds or more.`;
    case 'open':
      return `${name} leads ${reached}, but this does not settle it: choosing it can cost up to ${cost}.`;
    case 'clear':
      return `Use ${name} ${reached}: every other loss${isUncertain ? ' that converged' : ''} is behind it, beyond chance.`;
    case 'within margin':
      return `Use ${name} ${reached}: choosing it instead of the true best${isUncertain ? ' of those that converged' : ''} costs at most ${cost}.`;
  }
}

function whatWouldChange(change: Change, { metric }: Ranking): string {
  switch (change.by) {
    case 'seeds':
      return `About ${change.seeds} seeds would settle it, if the differences stay as they are.`;
    case 'data':
      return 'More seeds cannot settle it; more data can.';
    case 'longer training':
      return `Longer training may change that: ${listNames(change.losses)} had not converged.`;
    case 'smaller margin':
      return 'With a smaller margin than that it would be open.';
    case 'larger margin':
      return `Only with a margin of ${formatUpperBound(change.margin)} ${metric} would the nearest, ${change.loss}, be as good.`;
  }
}

/**
 * What a colleague would say to a reader who knows no statistics: which loss to use and what it can cost to be wrong; then what would
 * change that, where the verdicts say.
 */
export function answerOf(outcome: Outcome, ranking: Ranking): string {
  const change = changeOf(outcome, ranking);
  const sentence = whichLoss(conclusionOf(outcome), outcome, ranking);
  return change === null ? sentence : `${sentence} ${whatWouldChange(change, ranking)}`;
}
