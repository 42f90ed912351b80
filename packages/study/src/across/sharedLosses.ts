import type { LossResult, TaskResult } from '../result.ts';

/** Tasks, and losses that each of them compares. */
export interface SharedLosses {
  readonly tasks: readonly TaskResult[];
  readonly losses: readonly string[];
}

/** One run says nothing of chance, and a loss that has not converged would be judged by its optimisation. */
function comparedResults({ results, metric }: TaskResult): readonly LossResult[] {
  return results.filter(
    ({ verdict, metrics }) => verdict !== 'not converged' && (metrics[metric]?.values.length ?? 0) >= 2,
  );
}

/**
 * The most tasks that share at least two losses, with all losses that they share; undefined where no two
 * tasks do.
 *
 * Among equally many tasks those that share more losses, then the first.
 */
export function sharedLosses(tasks: readonly TaskResult[]): SharedLosses | undefined {
  const compared = tasks.map((task) => ({
    task,
    names: new Set(comparedResults(task).map(({ loss }) => loss)),
  }));
  const all = [...new Set(compared.flatMap(({ names }) => [...names]))];
  let found: SharedLosses | undefined;
  // Whatever shares two losses is within the tasks that have some pair.
  for (const [place, first] of all.entries()) {
    for (const second of all.slice(place + 1)) {
      const having = compared.filter(({ names }) => names.has(first) && names.has(second));
      if (having.length < 2 || having.length < (found?.tasks.length ?? 0)) continue;
      const losses = all.filter((loss) => having.every(({ names }) => names.has(loss)));
      if (having.length === found?.tasks.length && losses.length <= found.losses.length) continue;
      found = { tasks: having.map(({ task }) => task), losses };
    }
  }
  return found;
}
