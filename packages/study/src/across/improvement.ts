import type { AcrossTasks, Spread } from './AcrossTasksResult.ts';
import { probabilityOfImprovement } from './probabilityOfImprovement.ts';
import type { RunsOnTask, RunTable } from './RunTable.ts';
import { wilsonInterval } from './wilsonInterval.ts';

/** The most that the variance of a task's probability can be, in units of p (1 − p). */
function varianceBound({ variance, losses }: RunsOnTask, first: number, second: number): number {
  return variance(Math.min(losses[first]?.values.length ?? 0, losses[second]?.values.length ?? 0));
}

/**
 * Probability that a run of one loss beats one of another, averaged over the tasks.
 *
 * The interval is Wilson's, with as many trials as the loss with fewer runs has runs: the variance of a
 * Mann–Whitney probability is at most p (1 − p) / min(m, n). A bootstrap is no alternative here: from few
 * seeds it takes what happened each time for certain, and where seeds are easy or hard for all losses alike
 * it is biased by the pairs of one seed.
 *
 * @see D. van Dantzig, On the Consistency and the Power of Wilcoxon's Two Sample Test, 1951, Indagationes
 *   Mathematicae 13
 */
function improvementOver({ tasks }: RunTable, first: number, second: number, confidence: number): Spread {
  const probabilities = tasks.map(({ losses }) =>
    probabilityOfImprovement(losses[first]?.values ?? [], losses[second]?.values ?? []),
  );
  const mean = probabilities.reduce((sum, probability) => sum + probability, 0) / tasks.length;
  const variance = Math.max(...tasks.map((task) => varianceBound(task, first, second)));
  return { mean, ...wilsonInterval(mean, tasks.length / variance, confidence) };
}

/** Every two losses of a table once, in its order, with the probability that the first beats the second. */
export function improvement(table: RunTable, confidence: number): AcrossTasks['improvement'] {
  return table.losses.flatMap((loss, first) =>
    table.losses
      .map((over, second) => ({ loss, over, second }))
      .slice(first + 1)
      .map(({ loss, over, second }) => ({
        loss,
        over,
        probability: improvementOver(table, first, second, confidence),
      })),
  );
}
