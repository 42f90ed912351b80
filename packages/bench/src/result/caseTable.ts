import { type BenchResult, type CaseResult, countedTime, type TargetResult } from './BenchResult.ts';
import { formatDigits, formatSeconds } from './formatSeconds.ts';

export const CASE_HEAD = ['', 'minimum', 'median', 'spread', 'processor', 'ratio'];

/** The peers of a case, fastest first: times a step, and how the one that counts compares with losskit's first. */
export function caseRows(result: CaseResult): string[][] {
  const counted = countedTime(result);
  const base = result.peers.find(({ peer }) => peer.startsWith('losskit')) ?? result.peers[0];
  return [...result.peers]
    .sort((a, b) => a[counted].minimum - b[counted].minimum)
    .map((one) => [
      one.peer,
      formatSeconds(one.elapsed.minimum),
      formatSeconds(one.elapsed.median),
      `${Math.round(100 * one.elapsed.spread)} %`,
      formatSeconds(one.processor.minimum),
      `${formatDigits(one[counted].minimum / (base?.[counted].minimum ?? Number.NaN))} ×`,
    ]);
}

/** `reached` or `NOT reached`, and what was to be reached. */
export function describeTarget(target: TargetResult): string {
  const { peer, measured, limit, reached, time } = target;
  const verdict = reached ? 'reached' : 'NOT reached';
  const of = time === 'processor' ? ' of processor time' : ' of time';
  if (target.kind === 'ratio') {
    const wanted = `${target.bound} ${formatDigits(limit)} × ${target.by}`;
    return `${verdict}: ${peer} ${wanted}${of}, measured ${formatDigits(measured)} ×`;
  }
  const beyond = target.minus === undefined ? '' : ` more than ${target.minus}`;
  return `${verdict}: ${peer} at most ${formatSeconds(limit)}${of}${beyond}, measured ${formatSeconds(measured)}`;
}

/** A sentence for each peer that is not installed, with the reason. */
export function describeMissing({ cases }: Pick<BenchResult, 'cases'>): string[] {
  const missing = cases.flatMap(({ omitted }) => omitted.filter(({ kind }) => kind === 'missing'));
  return [...new Set(missing.map(({ peer, reason }) => `${peer} is missing: ${reason}.`))];
}
