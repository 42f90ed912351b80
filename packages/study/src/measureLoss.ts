import type { Task } from '@losskit/tasks';

import type { RunRecord } from './RunRecord.ts';
import type { ExactFit, Search } from './result.ts';
import { meanOf } from './statistics/moments.ts';
import type { MeasuredLoss } from './statistics/race.ts';

/** A loss with its learning rate and its runs so far, in the order of the seeds. */
export interface LossRuns {
  readonly loss: string;
  readonly learningRate: number;
  readonly search: Search;
  readonly records: readonly RunRecord[];
}

/** The trivial model's metrics by seed, which are the same for all losses. */
export type TrivialBySeed = ReadonlyMap<number, RunRecord['trivial']>;

/** What is known of the trivial model from any run of a seed that got as far. */
export function trivialBySeed(records: readonly RunRecord[]): TrivialBySeed {
  return new Map(
    records
      .filter(({ trivial }) => Object.keys(trivial).length > 0)
      .map(({ seed, trivial }) => [seed, trivial]),
  );
}

/** Means over the seeds. */
export function meanTrivial(bySeed: TrivialBySeed): Record<string, number> {
  const all = [...bySeed.values()];
  const names = [...new Set(all.flatMap((values) => Object.keys(values)))];
  return Object.fromEntries(names.map((name) => [name, meanOf(all.flatMap((values) => values[name] ?? []))]));
}

function exactOf(metric: string, records: readonly RunRecord[]): ExactFit | null {
  const fits = records.flatMap(({ exact }) => exact ?? []);
  const values = fits.flatMap(({ test }) => test[metric] ?? []);
  if (values.length === 0 || values.length < records.length) return null;
  return { values, mean: meanOf(values), excess: Math.max(...fits.map(({ excess }) => excess)) };
}

/** The runs of a loss as the statistics take them. */
export function measureLoss(task: Task, runs: LossRuns, trivial: TrivialBySeed): MeasuredLoss {
  const { loss, learningRate, search, records } = runs;
  const names = [...task.metrics, ...task.measurements].map(({ name }) => name);
  const byName = (read: (record: RunRecord, name: string) => number | undefined) =>
    Object.fromEntries(names.map((name) => [name, records.map((record) => read(record, name) ?? null)]));
  return {
    loss,
    learningRate,
    search,
    values: byName(({ status, test }, name) => (status === 'finished' ? test[name] : undefined)),
    trivial: byName(({ seed }, name) => trivial.get(seed)?.[name]),
    reasons: records.map(({ reason }) => reason),
    weights: records.map(({ weightsDigest }) => weightsDigest),
    converged: records.every(({ converged }) => converged !== false),
    jackknife: records.map(({ jackknife }) => jackknife),
    exact: exactOf(task.rankBy.name, records),
  };
}
