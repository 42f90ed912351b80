import type { LossResult } from '../result.ts';
import { formatProbability, formatValue } from './formatValue.ts';
import type { Ranking } from './MeasuredLoss.ts';

/** How far behind the best, with the interval, as sizes: `0.58 rmse behind the best (0.34 to 0.82)`. */
function behind(difference: LossResult['difference'], { metric, higherIsBetter }: Ranking): string {
  if (!difference) return 'behind the best';
  const { mean, low, high } = difference;
  const [by, from, to] = (higherIsBetter ? [-mean, -high, -low] : [mean, low, high]).map((value) =>
    formatValue(0 + value),
  );
  return `${by} ${metric} behind the best (${from} to ${to}; ${formatProbability(difference.pValue)})`;
}

function failuresIn({ verdict, failures: { runs, reason }, seeds }: Omit<LossResult, 'explanation'>): string {
  if (runs === 0 || verdict === 'failed') return '';
  return ` ${runs} of ${seeds} runs failed, and count as the trivial model: ${reason}.`;
}

/** What would tell an undecided loss. */
function remedy({ seeds, seedsToTell }: Omit<LossResult, 'explanation'>, { sampling }: Ranking): string {
  if (seeds === 1) return 'one seed tells nothing about chance; use 5 or more';
  if (seedsToTell !== null)
    return `about ${seedsToTell} seeds would tell, if the differences stay as they are`;
  return sampling === 'fresh' ? 'more seeds cannot tell' : 'more seeds cannot tell, more data can';
}

/** The verdict on a loss as a sentence for people. */
export function explain(result: Omit<LossResult, 'explanation'>, margin: number, ranking: Ranking): string {
  const { verdict, difference, sameAs, seeds, failures } = result;
  const gap = behind(difference, ranking);
  const matters = `the margin of ${formatValue(margin)} ${ranking.metric}`;
  const same = sameAs === null ? '' : ` The same as ${sameAs}: it trains the same weights in every seed.`;
  const tail = `${same}${failuresIn(result)}`;
  switch (verdict) {
    case 'best':
      return `Best mean ${ranking.metric}.${tail}`;
    case 'as good':
      return `As good as the best: ${gap}, within ${matters}.${tail}`;
    case 'slightly worse':
      return `Slightly worse: ${gap}, beyond chance, but not surely more than ${matters}.${tail}`;
    case 'worse':
      return `Worse: ${gap}, more than ${matters}.${tail}`;
    case 'undecided':
      return `Undecided: ${difference ? `${gap}; ` : ''}${remedy(result, ranking)}.${tail}`;
    case 'not converged':
      return `Not converged: the training loss was still changing at the end, so this compares nothing.${tail}`;
    case 'failed':
      return `Failed in ${seeds === 1 ? 'the only run' : `all ${seeds} runs`}: ${failures.reason}.${tail}`;
  }
}
