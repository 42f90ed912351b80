import type { LossResult } from './result.ts';
import type { Ranking } from './statistics/rankLosses.ts';

/** More names than this are counted, not read. */
const NAMES_SHOWN = 5;

/** Fewer seeds than this leave so wide an interval that most losses look alike. */
const SEEDS_TO_TELL = 5;

function list(names: readonly string[]): string {
  const more = names.length - NAMES_SHOWN;
  const shown =
    more > 0 ? [...names.slice(0, NAMES_SHOWN), `${more} ${more === 1 ? 'other' : 'others'}`] : names;
  if (shown.length <= 1) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** The verdict of a task in a few sentences: what to use, what is as good, what is worse. */
export function summarize(results: readonly LossResult[], { metric, confidence }: Ranking): string {
  const best = results[0];
  const estimate = best?.metrics[metric];
  if (!best || !estimate || estimate.mean === null)
    return 'No loss finished a run: there is nothing to recommend.';

  const percent = Math.round(confidence * 100);
  const interval =
    estimate.low === null || estimate.high === null
      ? ''
      : ` (${percent} % interval ${estimate.low.toPrecision(3)} to ${estimate.high.toPrecision(3)})`;
  const seeds = estimate.values.length;
  const withVerdict = (verdict: LossResult['verdict']) =>
    results.filter((one) => one.verdict === verdict).map(({ loss }) => loss);
  const equal = withVerdict('not distinguishable');
  const worse = withVerdict('worse');
  const diverged = withVerdict('diverged');
  const failed = withVerdict('failed');

  const sentences = [
    `Best mean ${metric}: ${best.loss}, ${estimate.mean.toPrecision(3)}${interval} over ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}.`,
  ];
  if (results.length === 1) sentences.push('It is the only loss, so this compares nothing.');
  else if (seeds === 1) sentences.push('One seed cannot tell losses apart: use --seeds 5 or more.');
  else if (equal.length > 0) sentences.push(`Not distinguishable from it: ${list(equal)}.`);
  else sentences.push('Every other loss is distinguishable from it.');
  if (equal.length > 0 && seeds > 1 && seeds < SEEDS_TO_TELL) {
    sentences.push(
      `${seeds} seeds can hardly tell losses apart: more help, as with --seeds ${2 * SEEDS_TO_TELL}.`,
    );
  }
  if (worse.length > 0) sentences.push(`Worse beyond chance: ${list(worse)}.`);
  if (diverged.length > 0) sentences.push(`Diverged: ${list(diverged)}.`);
  if (failed.length > 0) sentences.push(`Failed: ${list(failed)}.`);
  return sentences.join(' ');
}
