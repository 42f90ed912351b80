import { type MeasuredLoss, openRace } from '@losskit/study/statistics';

import type { SeedResult } from './experiment.ts';
import { letterOf } from './lossText.ts';
import { PRESET, type PresetName, TEST_ROWS } from './presets.ts';

/** What a comparison over seeds came to. */
export interface Judged {
  /** Which loss to use, and what would change that. */
  readonly answer: string;
  readonly losses: readonly {
    readonly loss: string;
    readonly verdict: string;
    readonly explanation: string;
    /** The loss that trains the same weights in every seed, and ranks before it; null where none does. */
    readonly sameAs: string | null;
    /** Mean metric; undefined where no run finished. */
    readonly mean: number | undefined;
    /** To the best, with its interval; undefined for the best itself. */
    readonly difference: { readonly mean: number; readonly low: number; readonly high: number } | undefined;
  }[];
}

/** The runs of a loss, in the order of the seeds. */
export interface SeedsOfLoss {
  readonly loss: string;
  readonly learningRate: number;
  readonly results: readonly SeedResult[];
}

/** Parameters that agree to so many decimals are the same. */
const SAME_DECIMALS = 3;

/** The same loss may be there with another learning rate, and then goes by that as well. */
function namesOf(runs: readonly SeedsOfLoss[]): string[] {
  return runs.map(({ loss, learningRate }, index) => {
    const isAlone = runs.every((other, place) => place === index || other.loss !== loss);
    return isAlone ? loss : `${loss} (${letterOf(index)}, ${learningRate})`;
  });
}

function measured({ loss, learningRate, results }: SeedsOfLoss, metric: string): MeasuredLoss {
  return {
    loss,
    learningRate,
    // The verdicts do not look at it.
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
    weights: results.map(({ parameters }) =>
      // Of what is rounded to −0, 0.
      parameters.map((value) => 0 + Number(value.toFixed(SAME_DECIMALS))).join(' '),
    ),
    converged: true,
    jackknife: [],
    exact: null,
  };
}

/** The verdicts on losses over paired seeds, as `losskit compare` comes to them. */
export function judgeSeeds(preset: PresetName, runs: readonly SeedsOfLoss[]): Judged {
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
  const names = namesOf(runs);
  let left = runs.map((run, index) => ({ ...run, loss: names[index] ?? run.loss }));
  for (const { seeds: count } of race.looks) {
    if (left.length === 0) break;
    const goOn = race.look(
      left.map((run) => measured({ ...run, results: run.results.slice(0, count) }, metric)),
    );
    left = left.filter(({ loss }) => goOn.includes(loss));
  }
  const { answer, results } = race.verdicts();
  return {
    answer,
    losses: results.map(({ loss, verdict, explanation, sameAs, metrics, difference }) => ({
      loss,
      verdict,
      explanation,
      sameAs,
      mean: metrics[metric]?.mean ?? undefined,
      difference: difference ?? undefined,
    })),
  };
}
