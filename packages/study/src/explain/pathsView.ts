import { setWeights } from './ExplainedModel.ts';
import { type Explaining, takeTurn } from './Explaining.ts';
import type { Explanation } from './Explanation.ts';
import { meanLossesOn, metricOn } from './evaluateModel.ts';
import { rounded } from './rounded.ts';
import { between } from './Weights.ts';

/** Steps of a path; the ends are the solutions. */
const STEPS = 12;

/**
 * From the best loss's solution to those of the others on straight lines: what both losses are on training examples on the way, and
 * the ranking metric on test examples, which reads outputs as the nearer loss does.
 *
 * @see I. Goodfellow et al., Qualitatively characterizing neural network optimization problems, 2015, arXiv:1412.6544
 */
export async function pathsView(explaining: Explaining): Promise<Explanation['paths']> {
  const { trial, trained, few, test, metric } = explaining;
  const [best, ...others] = trained;
  if (!best) return [];
  const at = Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS);
  const paths: Explanation['paths'] = [];
  for (const other of others) {
    const path: Explanation['paths'][number] = {
      from: best.loss.name,
      to: other.loss.name,
      at: at.map((place) => rounded(place) ?? 0),
      fromLoss: [],
      toLoss: [],
      metric: [],
    };
    for (const place of at) {
      await takeTurn(explaining);
      setWeights(trial.model, between(best.weights, other.weights, place));
      const [fromLoss, toLoss] = await meanLossesOn(trial, few.train, [best.loss, other.loss]);
      const nearer = place <= 0.5 ? best.loss : other.loss;
      path.fromLoss.push(rounded(fromLoss ?? Number.NaN));
      path.toLoss.push(rounded(toLoss ?? Number.NaN));
      path.metric.push(rounded(await metricOn(trial, test, nearer, metric.name)));
    }
    paths.push(path);
  }
  return paths;
}
