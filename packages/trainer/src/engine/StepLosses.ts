import type { LossTerm } from '../step/lossTerms.ts';

/** The losses of one step, as numbers. */
export interface StepLosses {
  readonly total: number;
  /** Each term's loss, and the Σ of weights that it is a mean over. */
  readonly terms: readonly { readonly value: number; readonly weight: number }[];
  readonly penalty: number;
}

/** The mean loss of several batches. */
export interface MeanLoss {
  readonly loss: number;
  /** The mean loss of each term by name; empty where there is only one. */
  readonly outputs: Readonly<Record<string, number>>;
}

/**
 * The loss of several batches as if they were one: each term Σ w·l / Σ w, their weighted sum, and the mean
 * penalty.
 *
 * Of no batches it is NaN; an empty selection (all weights 0) counts as 0, as it does in the losses.
 */
export function meanLoss(steps: readonly StepLosses[], terms: readonly LossTerm[]): MeanLoss {
  if (steps.length === 0) return { loss: Number.NaN, outputs: {} };
  const outputs: Record<string, number> = {};
  let loss = steps.reduce((sum, { penalty }) => sum + penalty, 0) / steps.length;
  terms.forEach(({ name, weight: termWeight }, index) => {
    let sum = 0;
    let weights = 0;
    for (const { terms: parts } of steps) {
      const { value = 0, weight = 0 } = parts[index] ?? {};
      sum += value * weight;
      weights += weight;
    }
    const mean = weights === 0 ? 0 : sum / weights;
    if (name !== undefined) outputs[name] = mean;
    loss += termWeight * mean;
  });
  return { loss, outputs };
}

/** The losses of a step as a list: total, penalty, then value and weight of each term. */
export function packLosses({ total, penalty, terms }: StepLosses): readonly number[] {
  return [total, penalty, ...terms.flatMap(({ value, weight }) => [value, weight])];
}

/** The opposite of {@link packLosses}. */
export function unpackLosses([total = Number.NaN, penalty = 0, ...rest]: readonly number[]): StepLosses {
  const terms = Array.from({ length: rest.length / 2 }, (_, index) => ({
    value: rest[2 * index] ?? Number.NaN,
    weight: rest[2 * index + 1] ?? 0,
  }));
  return { total, penalty, terms };
}
