import { disagreements, type PredictedBy } from './disagreements.ts';
import { setWeights } from './ExplainedModel.ts';
import { type Explaining, takeTurn } from './Explaining.ts';
import type { Explanation } from './Explanation.ts';
import { predictionsOn } from './evaluateModel.ts';
import { rounded } from './rounded.ts';

/** How reliable probabilities are, and where losses disagree; what the kind of target does not have is left out. */
export async function predictionsView(
  explaining: Explaining,
): Promise<Pick<Explanation, 'reliability' | 'disagreements'>> {
  const { trial, trained, test } = explaining;
  const { task, shape, model } = trial;
  const predicted: PredictedBy[] = [];
  for (const { loss, weights } of trained) {
    await takeTurn(explaining);
    setWeights(model, weights);
    predicted.push({ loss: loss.name, predictions: await predictionsOn(trial, test, loss) });
  }
  const { calibration } = task.views;
  const reliability =
    calibration &&
    predicted.map(({ loss, predictions }) => {
      const { bins, error } = calibration(test.rows.targets, predictions, shape);
      return {
        loss,
        error: rounded(error) ?? 0,
        bins: bins.map(({ answers, confidence, right }) => ({
          answers,
          confidence: rounded(confidence) ?? 0,
          right: rounded(right) ?? 0,
        })),
      };
    });
  const found = disagreements(trial, test.rows, predicted);
  return { ...(reliability && { reliability }), ...(found && { disagreements: found }) };
}
