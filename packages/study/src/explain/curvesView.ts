import { axisPositions, reachOf, rugOf } from './axisPositions.ts';
import { setWeights } from './ExplainedModel.ts';
import { type Explaining, takeTurn } from './Explaining.ts';
import type { Explanation } from './Explanation.ts';
import { curvePoints, lossCurve } from './lossCurve.ts';
import { rounded, roundedNumbers } from './rounded.ts';

/** Losses over the axis of their kind of target, with the task's own rows on it; undefined for a kind without one. */
export async function curvesView(explaining: Explaining): Promise<Explanation['curves']> {
  const { trial, trained, train } = explaining;
  const { axis } = trial.task.views;
  if (!axis) return undefined;
  const places: { loss: string; sorted: Float32Array }[] = [];
  for (const { loss, weights } of trained) {
    await takeTurn(explaining);
    setWeights(trial.model, weights);
    places.push({ loss: loss.name, sorted: await axisPositions(trial, train) });
  }
  const xs = curvePoints(reachOf(places.map(({ sorted }) => sorted)));
  const example = axis.example(trial.scaledTargets(train.rows), trial.shape);
  const lines: NonNullable<Explanation['curves']>['lines'] = [];
  for (const { loss } of trained) {
    await takeTurn(explaining);
    const curve = await lossCurve(trial, loss, example, xs);
    if (!curve) continue;
    const { value, slope, curvature } = curve;
    lines.push({
      loss: loss.name,
      value: value.map(rounded),
      slope: slope.map(rounded),
      curvature: curvature.map(rounded),
    });
  }
  return {
    axis: axis.name,
    standardized: axis.name === 'residual' && trial.data.targetScaler !== undefined,
    x: roundedNumbers(xs),
    lines,
    rug: places.map(({ loss, sorted }) => ({ loss, positions: roundedNumbers(rugOf(sorted)) })),
  };
}
