import { averageRanks } from './averageRanks.ts';
import { interquartileMean } from './interquartileMean.ts';
import type { RunTable } from './RunTable.ts';

/**
 * By task and loss of a table: one weight per seed, with sum 1. Tasks then weigh the same, however many seeds
 * they have.
 */
export type RunWeights = readonly (readonly Float64Array[])[];

/** What is said of each loss of a table. */
export interface TableStatistics {
  /** Mean over the tasks of the rank of a loss's mean. */
  readonly ranks: readonly number[];
  /** Of the scores. */
  readonly interquartileMeans: readonly number[];
}

/** All runs of one loss, by score. */
function pooledRuns({ tasks }: RunTable, loss: number) {
  return tasks
    .flatMap(({ losses }, task) => (losses[loss]?.scores ?? []).map((score, seed) => ({ score, task, seed })))
    .sort((a, b) => a.score - b.score);
}

/**
 * What {@link interquartileMean} cuts: whole runs where all tasks have equally many, as
 * `scipy.stats.trim_mean` does.
 */
function cutOf({ tasks }: RunTable, loss: number): number {
  const runs = tasks.length * Math.max(...tasks.map(({ losses }) => losses[loss]?.scores.length ?? 0));
  return Math.floor(runs / 4) / runs;
}

function weightedMean(values: readonly number[], weights: ArrayLike<number>): number {
  let sum = 0;
  for (let run = 0; run < values.length; run++) sum += (values[run] ?? 0) * (weights[run] ?? 0);
  return sum;
}

const NO_WEIGHTS = new Float64Array();

/** Prepares the statistics of a table for any weights of its runs, which are what a bootstrap changes. */
export function tableStatistics(table: RunTable): (weights: RunWeights) => TableStatistics {
  const { losses, tasks } = table;
  const pools = losses.map((_, loss) => {
    const runs = pooledRuns(table, loss);
    return { runs, scores: runs.map(({ score }) => score), cut: cutOf(table, loss) };
  });

  return (weights) => {
    const ranksByTask = tasks.map((runs, task) =>
      averageRanks(
        runs.losses.map(({ values }, loss) => weightedMean(values, weights[task]?.[loss] ?? NO_WEIGHTS)),
      ),
    );
    return {
      ranks: losses.map(
        (_, loss) => ranksByTask.reduce((sum, ranks) => sum + (ranks[loss] ?? 0), 0) / tasks.length,
      ),
      interquartileMeans: pools.map(({ runs, scores, cut }, loss) => {
        const ofLoss = weights.map((byLoss) => byLoss[loss] ?? NO_WEIGHTS);
        const pooled = runs.map(({ task, seed }) => (ofLoss[task]?.[seed] ?? 0) / tasks.length);
        return interquartileMean(scores, pooled, cut);
      }),
    };
  };
}
