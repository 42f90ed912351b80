import { DECAY, FILTER, LEARNING_RATE, NON_NEGATIVE, optional } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { describedBy, type LearningRate, makeOptimizer, type Optimizer } from './Optimizer.ts';
import { addDecayedWeights } from './transforms/addDecayedWeights.ts';
import { scaleByLion } from './transforms/scaleByLion.ts';
import { describeFilter, type VariableFilter } from './transforms/VariableFilter.ts';

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
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @see X. Chen et al., Symbolic Discovery of Optimization Algorithms, 2023, arXiv:2302.06675
 */
export function lion(options: LionOptions): Optimizer {
  validateOptions('lion', options, {
    learningRate: LEARNING_RATE,
    beta1: optional(DECAY),
    beta2: optional(DECAY),
    weightDecay: optional(NON_NEGATIVE),
    mask: optional(FILTER),
  });
  const { learningRate, beta1 = 0.9, beta2 = 0.99, weightDecay = 1e-3, mask } = options;
  const links = [scaleByLion(beta1, beta2), addDecayedWeights(weightDecay, mask)];
  const described = { beta1, beta2, weightDecay, mask: mask && describeFilter(mask) };
  return describedBy(makeOptimizer('lion', learningRate, ...links), described);
}
