import type { RunRecord } from '@losskit/study';

type RunName = Pick<RunRecord, 'task' | 'loss' | 'seed' | 'learningRate'>;

/** A run, or the runs of a loss's search, as a page asks for them. */
export function runQuery({ task, loss, seed, learningRate }: RunName): string {
  const rate = String(learningRate);
  return `?${new URLSearchParams({ task, loss, seed: String(seed), rate })}`;
}

/** Runs of a loss's search, as a page asks for them. */
export function searchQuery({ task, loss }: Pick<RunName, 'task' | 'loss'>): string {
  return `?${new URLSearchParams({ task, loss })}`;
}

/** The runs that a query asks for; none where it names none. */
export function askedRuns(
  records: readonly RunRecord[],
  query: URLSearchParams,
  countedSeeds: readonly number[],
): readonly RunRecord[] {
  const [seed, rate] = [query.get('seed'), query.get('rate')];
  const ofLoss = records.filter(({ task, loss }) => task === query.get('task') && loss === query.get('loss'));
  if (seed === null && rate === null) return ofLoss.filter((run) => !countedSeeds.includes(run.seed));
  const run = ofLoss.findLast((one) => String(one.seed) === seed && String(one.learningRate) === rate);
  return run ? [run] : [];
}
