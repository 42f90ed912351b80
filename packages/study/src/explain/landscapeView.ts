import { setWeights } from './ExplainedModel.ts';
import { type Explaining, takeTurn } from './Explaining.ts';
import type { Explanation } from './Explanation.ts';
import { meanLossesOn, metricOn } from './evaluateModel.ts';
import { FLAT, gridPlaces, landscapePlane, placeOn } from './landscapePlane.ts';
import { rounded, roundedNumbers } from './rounded.ts';
import { difference, moved, type Weights } from './Weights.ts';

/** Places of the grid along each side. */
const PLACES = 13;

/**
 * One plane through the solution of the best loss and two others, those that are farthest apart: all losses on it, and the ranking
 * metric, which reads outputs as the best loss does. With two losses the plane goes through the first weights; undefined where there is none.
 */
export async function landscapeView(explaining: Explaining): Promise<Explanation['landscape']> {
  const { trial, trained, first, few, metric } = explaining;
  const [best] = trained;
  if (!best || trained.length < 2) return undefined;
  const ends = trained.map(({ loss, weights }): { loss: string | null; weights: Weights } => ({
    loss: loss.name,
    weights,
  }));
  if (ends.length === 2) ends.push({ loss: null, weights: first });
  const points = ends.map(({ weights }) => difference(best.weights, weights));
  const plane = landscapePlane(points.slice(1));
  if (!plane) return undefined;
  const [along, across] = plane.directions;
  const marks = points.map((point) => placeOn(plane, point));
  const x = gridPlaces(
    marks.map((mark) => mark.x),
    PLACES,
  );
  const y = gridPlaces(
    marks.map((mark) => mark.y),
    PLACES,
  );
  const losses = trained.map(({ loss }) => loss);
  const rows = y.map(() => ({
    losses: losses.map((): (number | null)[] => []),
    metric: [] as (number | null)[],
  }));
  for (const [row, values] of rows.entries()) {
    for (const place of x) {
      await takeTurn(explaining);
      const by = [
        { direction: along, by: place },
        { direction: across, by: y[row] ?? 0 },
      ];
      setWeights(trial.model, moved(best.weights, by));
      const means = await meanLossesOn(trial, few.train, losses);
      for (const [index, mean] of means.entries()) values.losses[index]?.push(rounded(mean));
      values.metric.push(rounded(await metricOn(trial, few.test, best.loss, metric.name)));
    }
  }
  return {
    x: roundedNumbers(x),
    y: roundedNumbers(y),
    marks: marks.map((mark, place) => ({
      loss: ends[place]?.loss ?? null,
      x: rounded(mark.x) ?? 0,
      y: rounded(mark.y) ?? 0,
      // What rounding leaves of a point of the plane is not off it.
      offPlane: mark.offPlane > FLAT * Math.hypot(mark.x, mark.y) ? (rounded(mark.offPlane) ?? 0) : 0,
    })),
    losses: losses.map(({ name }, place) => ({
      loss: name,
      values: rows.map((row) => row.losses[place] ?? []),
    })),
    metric: rows.map((row) => row.metric),
  };
}
