import { LosskitError } from '@losskit/errors';

import { countCompared, findSlower, type Slower } from './result/compareResults.ts';
import { formatSeconds } from './result/formatSeconds.ts';
import { formatCase, formatSummary } from './result/formatText.ts';
import { readBenchResult } from './result/readBenchResult.ts';
import { type BenchFindings, type BenchOptions, runBench } from './runBench.ts';
import { findSuites } from './suites/suites.ts';

export interface BenchRun extends Omit<BenchOptions, 'suites' | 'onStart' | 'onResult'> {
  /** Names of suites; all where there are none. */
  readonly suites: readonly string[];
  /** Whether the result is printed as one JSON object, and nothing else. */
  readonly json: boolean;
  /** A file with an earlier result that this one is compared with. */
  readonly against?: string | undefined;
  /** Takes what is printed, and what is told while the bench runs. */
  readonly print: (text: string) => void;
  readonly note: (text: string) => void;
}

function describeSlower({ where, peer, before, now, factor }: Slower): string {
  const times = `${formatSeconds(before)} before, ${formatSeconds(now)} now`;
  return `slower: ${where}, ${peer}: ${factor.toFixed(2)} × (${times}; the machine's own change is taken out)`;
}

/** What a run has found, and what of it has become slower than in an earlier one by more than noise. */
export interface BenchOutcome extends BenchFindings {
  readonly slower: readonly Slower[];
}

/**
 * Runs suites, prints what they find and what has become slower.
 *
 * @throws LosskitError `name-unknown` for a suite that there is not; `data-malformed` for an earlier result that nothing
 *   of this one can be compared with.
 */
export async function bench({
  suites: names,
  json,
  against,
  print,
  note,
  ...options
}: BenchRun): Promise<BenchOutcome> {
  const suites = findSuites(names);
  // Read first: a mistyped name must not cost the time of a run.
  const before = against === undefined ? undefined : await readBenchResult(against);
  const findings = await runBench({
    ...options,
    suites,
    onStart: (suite, part, progress) => note(`bench: ${suite}, ${part} (${progress}) …`),
    onResult: (found) => {
      if (!json) print(`${formatCase(found)}\n\n`);
    },
  });
  const { result } = findings;
  print(json ? `${JSON.stringify(result)}\n` : `${formatSummary(result)}\n`);
  if (!before) return { ...findings, slower: [] };
  if (countCompared(before, result) === 0) {
    if (findings.interrupted) return { ...findings, slower: [] };
    throw new LosskitError(
      'data-malformed',
      `${against}: expected cases and peers of this run, got none that can be compared.`,
    );
  }
  const slower = findSlower(before, result);
  for (const one of slower) note(describeSlower(one));
  if (slower.length === 0) note(`bench: nothing of losskit is slower than in ${against}`);
  return { ...findings, slower };
}
