import type { RandomStream } from '@losskit/random';

import type { RunsOnTask, RunTable } from './RunTable.ts';
import type { RunWeights } from './tableStatistics.ts';

/** Every run as much as any other of its loss and task. */
export function equalWeights({ tasks }: RunTable): RunWeights {
  return tasks.map(({ losses }) =>
    losses.map(({ values }) => new Float64Array(values.length).fill(1 / values.length)),
  );
}

/**
 * How many of n seeds a resample draws, so that the mean of what is drawn varies as the mean of n seeds does:
 * what is drawn has variance s² (n − 1) / n, and the mean has s² · V.
 */
function drawsOf({ variance }: RunsOnTask, seeds: number): number {
  return Math.max(1, Math.floor((seeds - 1) / (seeds * variance(seeds))));
}

/** The fraction of the draws that each seed got. */
function drawnWeights(seeds: number, draws: number, random: RandomStream): Float64Array {
  const weights = new Float64Array(seeds);
  for (let draw = 0; draw < draws; draw++) {
    const seed = random.integer(seeds);
    weights[seed] = (weights[seed] ?? 0) + 1 / draws;
  }
  return weights;
}

/**
 * Draws seeds anew, with replacement, within each task. Losses with equally many seeds get the same ones, so
 * that they stay paired.
 *
 * @see R. Agarwal et al., Deep Reinforcement Learning at the Edge of the Statistical Precipice, 2021,
 *   arXiv:2108.13264
 * @see J. Rao & C. Wu, Resampling Inference With Complex Survey Data, 1988,
 *   doi:10.1080/01621459.1988.10478591, for drawing n − 1 of n: drawing n would make the intervals of few
 *   seeds too narrow
 */
export function resampledWeights({ tasks }: RunTable, random: RandomStream): RunWeights {
  return tasks.map((task) => {
    const drawn = new Map<number, Float64Array>();
    return task.losses.map(({ values: { length: seeds } }) => {
      const weights = drawn.get(seeds) ?? drawnWeights(seeds, drawsOf(task, seeds), random);
      drawn.set(seeds, weights);
      return weights;
    });
  });
}
