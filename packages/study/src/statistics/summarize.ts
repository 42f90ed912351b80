import type { LossResult } from '../result.ts';
import type { Verdict } from '../Verdict.ts';
import type { Outcome } from './conclusionOf.ts';
import { formatValue } from './formatValue.ts';
import { listNames } from './listNames.ts';
import type { Ranking } from './MeasuredLoss.ts';

function namesOf(results: readonly LossResult[]): string {
  return listNames(results.map(({ loss }) => loss));
}

function undecided(results: readonly LossResult[]): string[] {
  if (results.length === 0) return [];
  if (results.every(({ seeds }) => seeds === 1))
    return [`Undecided, as one seed tells nothing: ${namesOf(results)}.`];
  const counts = results.flatMap(({ seedsToTell }) => seedsToTell ?? []);
  const tellable = results.filter(({ seedsToTell }) => seedsToTell !== null);
  const others = results.filter(({ seedsToTell }) => seedsToTell === null);
  return [
    tellable.length > 0 &&
      `Undecided: ${namesOf(tellable)}; about ${Math.max(...counts)} seeds would tell, if the differences stay as they are.`,
    others.length > 0 && `Undecided, and more seeds cannot tell: ${namesOf(others)}.`,
  ].filter((sentence) => sentence !== false);
}

function ofBaseline(results: readonly LossResult[], name: string | undefined): string[] {
  const baseline = results.find(({ loss }) => loss === name);
  if (!baseline) return [];
  if (baseline.verdict === 'failed' || baseline.verdict === 'not converged')
    return [`The baseline ${name} could not be compared.`];
  const groups = (['better', 'as good', 'worse', 'undecided'] as const).flatMap((verdict) => {
    const those = results.filter(({ againstBaseline }) => againstBaseline?.verdict === verdict);
    return those.length > 0 ? [`${verdict} ${namesOf(those)}`] : [];
  });
  return groups.length > 0 ? [`Against the baseline ${name}: ${groups.join('; ')}.`] : [];
}

/** The sentences after the answer: what is as good, what is worse, what is undecided and what would tell. */
export function summarize({ results, margin }: Outcome, { metric, baseline }: Ranking): string {
  // What is the same as another loss is named with it.
  const distinct = results.filter(({ sameAs }) => sameAs === null);
  const having = (verdict: Verdict) => distinct.filter((one) => one.verdict === verdict);
  const sentence = (verdict: Verdict, words: string) => {
    const those = having(verdict);
    return those.length > 0 ? [`${words}: ${namesOf(those)}.`] : [];
  };
  const matters = `${formatValue(margin)} ${metric}`;
  const same = distinct.flatMap(({ loss }) => {
    const copies = results.filter(({ sameAs }) => sameAs === loss);
    return copies.length > 0 ? [`The same as ${loss}: ${namesOf(copies)}.`] : [];
  });
  const shaky = distinct.filter(({ failures, verdict }) => failures.runs > 0 && verdict !== 'failed');
  const sentences = [
    ...sentence('as good', `As good, at most ${matters} behind`),
    ...sentence('slightly worse', `Slightly worse, beyond chance but not surely by ${matters}`),
    ...sentence('worse', `Worse by more than ${matters}`),
    ...undecided(having('undecided')),
    ...same,
    ...sentence('not converged', 'Not converged, so not compared'),
    ...sentence('failed', 'Failed in every run'),
    ...(shaky.length > 0
      ? [
          `Some runs failed, and count as the trivial model: ${listNames(shaky.map(({ loss, failures, seeds }) => `${loss} (${failures.runs} of ${seeds})`))}.`,
        ]
      : []),
    ...ofBaseline(results, baseline),
  ];
  return sentences.join(' ');
}
