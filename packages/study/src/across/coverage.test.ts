import { randomStream } from '@losskit/random';
import { expect, test } from 'vitest';

import type { Spread } from './AcrossTasksResult.ts';
import { improvement } from './improvement.ts';
import { percentileSpread } from './percentileSpread.ts';
import type { RunTable } from './RunTable.ts';
import { rankSpread } from './rankSpread.ts';
import { equalWeights, resampledWeights } from './stratifiedBootstrap.ts';
import { type TableStatistics, tableStatistics } from './tableStatistics.ts';

interface Cell {
  readonly tasks: number;
  readonly seeds: number;
  readonly losses: number;
  /** Between the true means of neighbouring losses, in standard deviations of a run. */
  readonly gap: number;
}

const REPETITIONS = 150;
const RESAMPLES = 300;

/** Half of the variance of a run is its seed's, which all losses share. */
function drawTable({ tasks, seeds, losses, gap }: Cell, repetition: number): RunTable {
  const random = randomStream(repetition, 'coverage of intervals');
  return {
    losses: Array.from({ length: losses }, (_, loss) => `loss${loss}`),
    tasks: Array.from({ length: tasks }, () => {
      const shared = Array.from({ length: seeds }, () => random.normal(0, Math.SQRT1_2));
      return {
        variance: (count) => 1 / count,
        losses: Array.from({ length: losses }, (_, loss) => {
          const values = shared.map((value) => value - gap * loss + random.normal(0, Math.SQRT1_2));
          return { values, scores: values };
        }),
      };
    }),
  };
}

function covers({ low, high }: Spread, truth: number): boolean {
  return low <= truth + 1e-9 && truth - 1e-9 <= high;
}

/**
 * How often the intervals hold the truth: of ranks, of interquartile means, of the probability for the first
 * two losses.
 */
function coverage(cell: Cell, probability: number) {
  const { tasks, seeds, losses, gap } = cell;
  const options = { confidence: 0.95, degreesOfFreedom: tasks * (seeds - 1) };
  const hits = { ranks: 0, interquartileMeans: 0, improvement: 0 };
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const table = drawTable(cell, repetition);
    const statisticsOf = tableStatistics(table);
    const estimate = statisticsOf(equalWeights(table));
    const random = randomStream(repetition, 'resamples');
    const resampled = Array.from({ length: RESAMPLES }, () => statisticsOf(resampledWeights(table, random)));
    const spread = (statistic: keyof TableStatistics, loss: number) =>
      percentileSpread(
        estimate[statistic][loss] ?? Number.NaN,
        resampled.map((one) => one[statistic][loss] ?? Number.NaN),
        options,
      );
    for (let loss = 0; loss < losses; loss++) {
      const rank = gap === 0 ? (losses + 1) / 2 : loss + 1;
      if (covers(rankSpread(spread('ranks', loss), losses), rank)) hits.ranks += 1 / losses;
      if (covers(spread('interquartileMeans', loss), -gap * loss)) hits.interquartileMeans += 1 / losses;
    }
    const first = improvement(table, 0.95)[0];
    if (first && covers(first.probability, probability)) hits.improvement += 1;
  }
  return Object.values(hits).map((count) => count / REPETITIONS);
}

// Φ(gap / √2) is the probability of improvement.
test.each<[Cell, number]>([
  [{ tasks: 2, seeds: 5, losses: 2, gap: 1.5 }, 0.8556],
  [{ tasks: 5, seeds: 10, losses: 4, gap: 0 }, 0.5],
  [{ tasks: 8, seeds: 10, losses: 4, gap: 0.2 }, 0.5562],
])('intervals hold the truth as often as they say: %o', (cell, probability) => {
  // 0.95 less two standard errors of 150 repetitions.
  for (const share of coverage(cell, probability)) expect(share).toBeGreaterThan(0.914);
});
