import type { BaselineDifference, Verdict } from '@losskit/study';

import { type Html, type HtmlValue, html } from '../../html.ts';

/** Of the table that ranks the losses of a task. */
export const ranking = {
  label: (task: string): string => `Ranking of the losses on ${task}`,
  rank: 'rank',
  loss: 'loss',
  verdict: 'verdict',
  verdicts: {
    best: 'best',
    'as good': 'as good',
    'slightly worse': 'slightly worse',
    worse: 'worse',
    undecided: 'undecided',
    'not converged': 'not converged',
    failed: 'failed',
  } satisfies Record<Verdict, string> as Record<Verdict, string>,
  againstBaseline: {
    better: 'better',
    'as good': 'as good',
    worse: 'worse',
    undecided: 'undecided',
  } satisfies Record<BaselineDifference['verdict'], string> as Record<BaselineDifference['verdict'], string>,
  better: (higherIsBetter: boolean): string => (higherIsBetter ? 'higher is better' : 'lower is better'),
  difference: 'difference to the best',
  whatIsWorse: (higherIsBetter: boolean): string => `${higherIsBetter ? 'below' : 'above'} 0 is worse`,
  failures: 'failures',
  ofTheRuns: 'of the runs',
  failed: (runs: number, of: number): string => `${runs} of ${of} failed`,
  seedsUsed: 'seeds used',
  share: (some: number, all: number): string => `${some} of ${all}`,
  exact: 'exact minimiser',
  exactParts: 'gap to it, excess loss',
  gap: (size: string): string => `gap ${size}`,
  excess: (share: string): string => `excess ${share}`,
  against: (baseline: HtmlValue): Html => html`against ${baseline}`,
  theBaseline: 'the baseline',
  baseline: 'baseline',
  learningRate: 'learning rate',
  median: (value: string): string => `median ${value}`,
  range: (low: string, high: string): string => `${low} to ${high}`,
  seedsToTell: (seeds: number | null): string =>
    seeds === null ? 'more seeds cannot tell' : `about ${seeds} seeds would tell`,
  sameAs: (loss: Html): Html => html`same as ${loss}`,
  trivial: 'trivial model',
  looksAtNoInput: 'looks at no input',
  oneSeed: 'One seed: no interval and no test can be given.',
  means: (confidence: string, hasCopies: boolean, link: Html): Html =>
    html`Means over the seeds on the held-out test part, with ${confidence} intervals below them. ${hasCopies && 'Figures draw losses that are the same once, under the first name. '}What the verdicts mean stands under ${link}.`,
  inSentences: 'The verdicts in full sentences',
  firstFailure: (reason: string): string => ` The first run that failed: ${reason}`,
};
