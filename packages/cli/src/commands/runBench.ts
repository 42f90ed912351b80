import { fileURLToPath } from 'node:url';
import { bench } from '@losskit/bench';

import type { Interruption } from '../interruption.ts';
import { note } from '../output/note.ts';
import { RegressionFound } from '../regression/RegressionFound.ts';

export interface BenchCommandOptions {
  readonly threads: 'one' | 'all' | 'both';
  readonly cases?: readonly string[];
  readonly peers?: readonly string[];
  readonly rounds?: number;
  readonly json?: boolean;
  readonly against?: string;
}

/** What `losskit bench` does. */
export async function runBench(
  suites: readonly string[],
  { threads, cases, peers, rounds, json = false, against }: BenchCommandOptions,
  { signal }: Interruption,
): Promise<void> {
  const main = fileURLToPath(new URL('../main.js', import.meta.url));
  const { slower, interrupted } = await bench({
    suites,
    threads: threads === 'both' ? ['one', 'all'] : [threads],
    ...(cases && { cases }),
    ...(peers && { peers }),
    ...(rounds !== undefined && { effort: { rounds } }),
    losskit: [process.execPath, main],
    signal,
    json,
    against,
    print: (text) => process.stdout.write(text),
    note,
  });
  if (interrupted) throw interrupted;
  if (slower.length === 0) return;
  throw new RegressionFound(`bench: expected nothing slower than in ${against}, got ${slower.length} times.`);
}
