import type { AdamOptions } from './adam.ts';
import { addDecayedWeights } from './addDecayedWeights.ts';
import { checkNotNegative, describedBy, makeOptimizer, type Optimizer, withMomentum } from './Optimizer.ts';
import { checkedAdamConfig, scaleByAdam } from './scaleByAdam.ts';
import { describeFilter, type VariableFilter } from './VariableFilter.ts';

/** Options of {@link adamW}. */
export interface AdamWOptions extends AdamOptions {
  /** Decay λ of the weights, ≥ 0, times the learning rate in each step. Default 0.01. */
  readonly weightDecay?: number;
  /** Which variables decay. Default: those of rank 2 and more, so neither biases nor the gains of norms. */
  readonly mask?: VariableFilter;
}

/**
 * Adam with decoupled weight decay: θ ← θ − learningRate · (m̂ / (√v̂ + ε) + λθ).
 *
 * The same update as in PyTorch, Optax and Keras, where λ is 0.01, 0.0001 and 0.004; these decay every
 * variable unless told otherwise. The paper's λ is not multiplied by the learning rate, only by its schedule.
 *
 * @throws RangeError if a number is out of range.
 * @example
 * ```ts
 * adamW({ learningRate: 1e-3, weightDecay: 0.05, mask: /kernel$/ });
 * ```
 * @see I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization, 2019, arXiv:1711.05101
 */
export function adamW({
  learningRate,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  weightDecay = 0.01,
  mask,
}: AdamWOptions): Optimizer {
  const config = checkedAdamConfig('adamW', { beta1, beta2, epsilon });
  checkNotNegative('adamW', 'weightDecay', weightDecay);
  const links = [scaleByAdam(config), addDecayedWeights(weightDecay, mask)];
  const optimizer = withMomentum(makeOptimizer('adamW', learningRate, ...links), beta1);
  return describedBy(optimizer, { beta1, beta2, epsilon, weightDecay, mask: mask && describeFilter(mask) });
}
