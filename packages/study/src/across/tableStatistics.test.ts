import { randomStream } from '@losskit/random';
import { describe, expect, test } from 'vitest';

import fixture from '../../fixtures/across.json' with { type: 'json' };
import { improvement } from './improvement.ts';
import { percentileSpread } from './percentileSpread.ts';
import { performanceProfile } from './performanceProfile.ts';
import type { RunTable } from './RunTable.ts';
import { equalWeights, resampledWeights } from './stratifiedBootstrap.ts';
import { tableStatistics } from './tableStatistics.ts';

type Study = (typeof fixture.studies)[number];

function tableOf(scores: Readonly<Record<string, readonly (readonly number[])[]>>): RunTable {
  const byLoss = Object.values(scores);
  return {
    losses: Object.keys(scores),
    tasks: (byLoss[0] ?? []).map((_, task) => ({
      losses: byLoss.map((tasks) => ({ values: tasks[task] ?? [], scores: tasks[task] ?? [] })),
      variance: (seeds) => 1 / seeds,
    })),
  };
}

/** Without what makes the intervals of few runs wider. */
const NORMAL = { confidence: 0.95, degreesOfFreedom: 1e6 };

const EXACT = { rtol: 1e-12, atol: 1e-12 };

describe.each(fixture.studies)('as rliable and SciPy: $name', (study: Study) => {
  const table = tableOf(study.scores);
  const statisticsOf = tableStatistics(table);
  const { ranks, interquartileMeans } = statisticsOf(equalWeights(table));

  test('mean ranks, interquartile means, probabilities of improvement', () => {
    expect(ranks).toBeAllClose(Object.values(study.ranks), EXACT);
    expect(interquartileMeans).toBeAllClose(Object.values(study.interquartileMeans), EXACT);
    const pairs = improvement(table, 0.95);
    expect(pairs).toMatchObject(study.improvement.map(({ loss, over }) => ({ loss, over })));
    expect(pairs.map(({ probability }) => probability.mean)).toBeAllClose(
      study.improvement.map(({ probability }) => probability),
      EXACT,
    );
  });

  test('performance profiles', () => {
    const profiles = table.losses.map((_, loss) =>
      performanceProfile(
        table.tasks.map(({ losses }) => losses[loss]?.scores ?? []),
        fixture.profileAt,
      ),
    );
    expect(profiles).toBeAllClose(Object.values(study.profiles), EXACT);
  });

  test('intervals, which are wider because a resample draws one run less', () => {
    const random = randomStream(3, 'test of intervals');
    const resampled = Array.from({ length: 2000 }, () => statisticsOf(resampledWeights(table, random)));
    const runs = table.tasks[0]?.losses[0]?.values.length ?? 0;
    const wider = Object.values(study.interquartileIntervals).map(([low = 0, high = 0], loss) => {
      const values = resampled.map((one) => one.interquartileMeans[loss] ?? Number.NaN);
      const spread = percentileSpread(interquartileMeans[loss] ?? Number.NaN, values, NORMAL);
      return (spread.high - spread.low) / (high - low);
    });
    const mean = wider.reduce((sum, one) => sum + one, 0) / wider.length;
    expect(mean / Math.sqrt(runs / (runs - 1))).toBeGreaterThan(0.9);
    expect(mean / Math.sqrt(runs / (runs - 1))).toBeLessThan(1.12);
  });
});
