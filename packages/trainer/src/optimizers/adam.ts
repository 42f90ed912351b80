import {
  describedBy,
  type LearningRate,
  type Momentum,
  makeOptimizer,
  type Optimizer,
  withMomentum,
} from './Optimizer.ts';
import { checkedAdamConfig, scaleByAdam } from './scaleByAdam.ts';

/** Options of {@link adam}. */
export interface AdamOptions {
  /** Step length, ≥ 0, or a schedule. */
  readonly learningRate: LearningRate;
  /** Decay of the mean of gradients, 0 ≤ beta1 < 1, or a schedule. Default 0.9. */
  readonly beta1?: Momentum;
  /** Decay of the mean of squared gradients, 0 ≤ beta2 < 1. Default 0.999. */
  readonly beta2?: number;
  /** Added to √v̂ after bias correction, > 0. Default 1e-8. */
  readonly epsilon?: number;
}

/**
 * Adam: θ ← θ − learningRate · m̂ / (√v̂ + ε), as PyTorch and Optax.
 *
 * Keras adds ε before the bias correction, which makes it effectively larger in the first steps.
 *
 * @throws RangeError if a number is out of range.
 * @see D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2015, arXiv:1412.6980
 */
export function adam({ learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions): Optimizer {
  const config = checkedAdamConfig('adam', { beta1, beta2, epsilon });
  const optimizer = makeOptimizer('adam', learningRate, scaleByAdam(config));
  return describedBy(withMomentum(optimizer, beta1), { beta1, beta2, epsilon });
}
