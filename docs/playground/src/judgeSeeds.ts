import { type MeasuredLoss, openRace } from '@losskit/study/statistics';

import type { SeedResult } from './experiment.ts';
import { PRESET, type PresetName, TEST_ROWS } from './presets.ts';

/** What a comparison over seeds came to. */
export interface Judged {
  /** Which loss to use, and what would change that. */
  readonly answer: string;
  readonly losses: readonly {
    readonly loss: string;
    readonly verdict: string;
    readonly explanation: string;
    /** Mean metric; undefined where no run finished. */
    readonly mean: number | undefined;
    /** To the best, with its interval; undefined for the best itself. */
    readonly difference: { readonly mean: number; readonly low: number; readonly high: number } | undefined;
  }[];
}

/** The runs of a loss, in the order of the seeds. */
export interface SeedsOfLoss {
  readonly loss: string;
  readonly results: readonly SeedResult[];
}

function measured({ loss, results }: SeedsOfLoss, metric: string, learningRate: number): MeasuredLoss {
  return {
    loss,
    learningRate,
    // One rate for all, which is what the page shows; the command line searches one for each.
    search: {
      candidates: [],
      range: [learningRate, learningRate],
      decades: 0,
      failedShare: 0,
      atEdge: false,
    },
    values: { [metric]: results.map(({ metric: value }) => value) },
    trivial: { [metric]: results.map(() => null) },
    reasons: results.map(({ reason }) => reason),
    weights: results.map(() => ''),
    converged: true,
    jackknife: [],
    exact: null,
  };
}

/** The verdicts on losses over paired seeds, as `losskit compare` comes to them. */
export function judgeSeeds(preset: PresetName, runs: readonly SeedsOfLoss[], learningRate: number): Judged {
  const { metric, isLine } = PRESET[preset];
  const seeds = runs[0]?.results.length ?? 0;
  const bounds: [number, number] = [0, isLine ? Number.POSITIVE_INFINITY : 1];
  const race = openRace({
    metric,
    higherIsBetter: !isLine,
    confidence: 0.95,
    bounds,
    boundsOf: () => bounds,
    resolution: isLine ? 0 : 1 / TEST_ROWS,
    // Each seed draws its own data.
    variance: (count) => 1 / count,
    sampling: 'fresh',
    margin: undefined,
    baseline: undefined,
    seeds,
  });
  let left = runs;
  for (const { seeds: count } of race.looks) {
    if (left.length === 0) break;
    const names = race.look(
      left.map((run) => measured({ ...run, results: run.results.slice(0, count) }, metric, learningRate)),
    );
    left = left.filter(({ loss }) => names.includes(loss));
  }
  const { answer, results } = race.verdicts();
  return {
    answer,
    losses: results.map(({ loss, verdict, explanation, metrics, difference }) => ({
      loss,
      verdict,
      explanation,
      mean: metrics[metric]?.mean ?? undefined,
      difference: difference ?? undefined,
    })),
  };
}
