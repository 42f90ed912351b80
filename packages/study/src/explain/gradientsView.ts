import { takeTaskRows } from '@losskit/tasks';
import { closeExamples, openExamples } from './Examples.ts';
import { setWeights } from './ExplainedModel.ts';
import { type Explaining, takeTurn } from './Explaining.ts';
import type { Explanation } from './Explanation.ts';
import { shareWithoutGradient, topShare } from './gradientShares.ts';
import { outputGradients, weightGradient } from './lossGradients.ts';
import { noiseScale } from './noiseScale.ts';
import { rounded } from './rounded.ts';
import { addMultiple, cosine } from './vectors.ts';

/** Batches that the noise scale is estimated from, and how many examples each has at most. */
const BATCHES = 16;
const BATCH_SIZE = 32;

/** Gradients of each loss at the first weights, on the same batches. */
async function batchGradients(explaining: Explaining, batchSize: number): Promise<Float64Array[][]> {
  const { trial, trained, first, train } = explaining;
  const losses = trained.map(({ loss }) => loss);
  setWeights(trial.model, first);
  const byLoss: Float64Array[][] = losses.map(() => []);
  for (let batch = 0; batch < BATCHES; batch++) {
    await takeTurn(explaining);
    const rows = Uint32Array.from({ length: batchSize }, (_, place) => batch * batchSize + place);
    const examples = openExamples(trial, takeTaskRows(train.rows, rows), losses);
    for (const [place, loss] of losses.entries()) {
      byLoss[place]?.push(await weightGradient(trial, examples, loss));
    }
    closeExamples(examples);
  }
  return byLoss;
}

function meanOf(gradients: readonly Float64Array[]): Float64Array {
  const [first, ...others] = gradients;
  if (!first) return new Float64Array(0);
  const sum = others.reduce((total, one) => addMultiple(total, one, 1), first);
  return sum.map((value) => value / gradients.length);
}

/** Which examples a loss follows at its own solution, and how its gradient at the first weights compares with noise and with others. */
export async function gradientsView(
  explaining: Explaining,
): Promise<Pick<Explanation, 'gradients' | 'cosines'>> {
  const { trial, trained, train } = explaining;
  const batchSize = Math.min(BATCH_SIZE, Math.floor(train.rows.rows / BATCHES));
  const byLoss = batchSize > 0 ? await batchGradients(explaining, batchSize) : trained.map(() => []);
  const gradients: Explanation['gradients'] = [];
  for (const [place, { loss, weights }] of trained.entries()) {
    await takeTurn(explaining);
    setWeights(trial.model, weights);
    const lengths = await outputGradients(trial, train, loss);
    const share = topShare(lengths);
    const scale = noiseScale(byLoss[place] ?? [], batchSize);
    gradients.push({
      loss: loss.name,
      topShare: share === null ? null : rounded(share),
      withoutGradient: rounded(shareWithoutGradient(lengths)) ?? 0,
      noiseScale: scale && {
        value: rounded(scale.value) ?? 0,
        low: rounded(scale.low) ?? 0,
        high: rounded(scale.high) ?? 0,
      },
    });
  }
  const means = byLoss.map(meanOf);
  const cosines = means.map((one) =>
    means.map((other) => {
      const value = cosine(one, other);
      return value === null ? null : rounded(value);
    }),
  );
  return { gradients, cosines };
}
