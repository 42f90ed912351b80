import type { LossResult } from '../result.ts';
import { clopperPearson } from './clopperPearson.ts';
import { estimateMean } from './estimateMean.ts';
import { explain } from './explain.ts';
import { jackknifeError } from './jackknifeError.ts';
import type { Judgement, Standing } from './judgeLook.ts';
import type { Ranking } from './MeasuredLoss.ts';
import { seedsToTell } from './seedsToTell.ts';

/** All that is reported of a loss, by what its last look said of it. */
export function lossResult(
  standing: Standing,
  judgement: Judgement,
  ranking: Ranking,
  rank: number,
): LossResult {
  const { measured, verdict, original, gap, difference, againstBaseline, values, sample } = standing;
  const { loss, learningRate, exact, search } = measured;
  const { confidence } = ranking;
  const { seeds } = judgement.look;
  const variance = (count: number) => ranking.variance(count);
  const toTell =
    verdict === 'undecided' && gap
      ? seedsToTell({
          gap,
          losses: judgement.losses,
          seeds: judgement.chance.seeds,
          resolution: ranking.resolution,
          margin: judgement.margin,
          confidence,
          variance,
        })
      : null;
  const result: Omit<LossResult, 'explanation'> = {
    loss,
    rank,
    verdict,
    sameAs: original === loss ? null : original,
    learningRate,
    seeds,
    failures: {
      runs: standing.failed,
      ...clopperPearson(standing.failed, seeds, confidence),
      reason: standing.reason,
    },
    difference,
    seedsToTell: toTell,
    againstBaseline,
    exact,
    metrics: Object.fromEntries(
      Object.entries(values).map(([name, ofSeeds]) => {
        const ranks = name === ranking.metric;
        const bounds = ranks ? (ranking.bounds ?? ranking.boundsOf(name)) : ranking.boundsOf(name);
        const rowError = ranks ? jackknifeError(sample.withoutRows) : 0;
        return [name, estimateMean(ofSeeds, { confidence, variance, bounds, rowError })];
      }),
    ),
    search,
  };
  return { ...result, explanation: explain(result, judgement.margin, ranking) };
}
