import { addDecayedWeights } from './addDecayedWeights.ts';
import {
  checkDecay,
  checkNotNegative,
  describedBy,
  type LearningRate,
  makeOptimizer,
  type Optimizer,
} from './Optimizer.ts';
import { scaleByLion } from './scaleByLion.ts';
import { describeFilter, type VariableFilter } from './VariableFilter.ts';

/** Options of {@link lion}. */
export interface LionOptions {
  /** Step length, ≥ 0, or a schedule; a third to a tenth of what Adam takes. */
  readonly learningRate: LearningRate;
  /** Weight of the momentum in the direction, 0 ≤ beta1 < 1. Default 0.9. */
  readonly beta1?: number;
  /** Decay of the momentum, 0 ≤ beta2 < 1. Default 0.99. */
  readonly beta2?: number;
  /** Decay λ of the weights, ≥ 0, times the learning rate in each step. Default 0.001. */
  readonly weightDecay?: number;
  /** Which variables decay. Default: those of rank 2 and more, so neither biases nor the gains of norms. */
  readonly mask?: VariableFilter;
}

/**
 * Lion: θ ← θ − learningRate · (sign(β₁ m + (1 − β₁) g) + λθ), then m ← β₂ m + (1 − β₂) g, as Optax, which
 * decays every variable. PyTorch has none; Keras has λ 0.
 *
 * @throws RangeError if a number is out of range.
 * @see X. Chen et al., Symbolic Discovery of Optimization Algorithms, 2023, arXiv:2302.06675
 */
export function lion({
  learningRate,
  beta1 = 0.9,
  beta2 = 0.99,
  weightDecay = 1e-3,
  mask,
}: LionOptions): Optimizer {
  checkDecay('lion', 'beta1', beta1);
  checkDecay('lion', 'beta2', beta2);
  checkNotNegative('lion', 'weightDecay', weightDecay);
  const links = [scaleByLion(beta1, beta2), addDecayedWeights(weightDecay, mask)];
  const options = { beta1, beta2, weightDecay, mask: mask && describeFilter(mask) };
  return describedBy(makeOptimizer('lion', learningRate, ...links), options);
}
