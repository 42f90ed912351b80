import { randomStream } from '@losskit/random';

import type { TaskResult } from '../result.ts';
import type { AcrossTasks } from './AcrossTasksResult.ts';
import { criticalDifference } from './criticalDifference.ts';
import { improvement } from './improvement.ts';
import { percentileSpread } from './percentileSpread.ts';
import { performanceProfile } from './performanceProfile.ts';
import { type RunTable, runTable } from './RunTable.ts';
import { rankSpread } from './rankSpread.ts';
import { type SharedLosses, sharedLosses } from './sharedLosses.ts';
import { equalWeights, resampledWeights } from './stratifiedBootstrap.ts';
import { type TableStatistics, tableStatistics } from './tableStatistics.ts';

const RESAMPLES = 2000;

/** With fewer tasks the normal approximation of Nemenyi's test does not hold. */
const MIN_TASKS_FOR_CRITICAL_DIFFERENCE = 5;

/** 0, 0.05 … 1.2: a run can be better than the mean of the best loss. */
const PROFILE_AT = Array.from({ length: 25 }, (_, step) => step / 20);

/** The runs, with the losses from the best mean rank on. */
function rankedTable({ tasks, losses }: SharedLosses): RunTable {
  const table = runTable({ tasks, losses });
  const { ranks, interquartileMeans } = tableStatistics(table)(equalWeights(table));
  const ordered = losses
    .map((loss, place) => ({ loss, rank: ranks[place] ?? 0, score: interquartileMeans[place] ?? 0 }))
    .sort((a, b) => a.rank - b.rank || b.score - a.score);
  return runTable({ tasks, losses: ordered.map(({ loss }) => loss) });
}

/** Runs less tasks. */
function degreesOfFreedom({ tasks }: RunTable, loss: number): number {
  return tasks.reduce((sum, { losses }) => sum + (losses[loss]?.values.length ?? 0) - 1, 0);
}

/**
 * What several tasks say together of the losses that they share: mean ranks, interquartile means of scores
 * that are 0 for the trivial model and 1 for the best loss, and how probably one loss beats another.
 *
 * Uses the most tasks that share at least two losses, and of the losses those that each of these compares on
 * at least two seeds. Runs that failed count with the trivial model's value.
 *
 * Each interval stands by itself, and says what other seeds would give on these tasks: nothing of other
 * tasks, nor of other rows where the test part is fixed. Ranks and interquartile means have theirs from a
 * bootstrap of the seeds within each task; with fewer than five seeds that of interquartile means is too
 * narrow.
 *
 * @returns undefined where no two tasks share two losses.
 * @see R. Agarwal et al., Deep Reinforcement Learning at the Edge of the Statistical Precipice, 2021,
 *   arXiv:2108.13264
 * @example
 * ```ts
 * const { tasks } = comparison; // … that compare gave
 * acrossTasks(tasks, 0.95)?.losses[0]?.loss;
 * ```
 */
export function acrossTasks(tasks: readonly TaskResult[], confidence: number): AcrossTasks | undefined {
  const shared = sharedLosses(tasks);
  if (!shared) return undefined;
  const table = rankedTable(shared);
  const statisticsOf = tableStatistics(table);
  const estimate = statisticsOf(equalWeights(table));
  const random = randomStream(0, 'tasks taken together');
  const resampled = Array.from({ length: RESAMPLES }, () => statisticsOf(resampledWeights(table, random)));
  const spread = (statistic: keyof TableStatistics, loss: number) =>
    percentileSpread(
      estimate[statistic][loss] ?? Number.NaN,
      resampled.map((one) => one[statistic][loss] ?? Number.NaN),
      { confidence, degreesOfFreedom: degreesOfFreedom(table, loss) },
    );

  return {
    tasks: shared.tasks.map(({ task }) => task),
    losses: table.losses.map((loss, place) => ({
      loss,
      rank: rankSpread(spread('ranks', place), table.losses.length),
      interquartileMean: spread('interquartileMeans', place),
      profile: performanceProfile(
        table.tasks.map(({ losses }) => losses[place]?.scores ?? []),
        PROFILE_AT,
      ),
    })),
    profileAt: PROFILE_AT,
    improvement: improvement(table, confidence),
    criticalDifference:
      table.tasks.length < MIN_TASKS_FOR_CRITICAL_DIFFERENCE
        ? null
        : criticalDifference(table.losses.length, table.tasks.length, confidence),
  };
}
