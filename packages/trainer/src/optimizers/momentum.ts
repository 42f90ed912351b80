import {
  checkDecay,
  describedBy,
  type LearningRate,
  type Momentum,
  makeOptimizer,
  type Optimizer,
  withMomentum,
} from './Optimizer.ts';
import { scaleByMomentum } from './scaleByMomentum.ts';

/** Options of {@link momentum}. */
export interface MomentumOptions {
  /** Step length, ≥ 0, or a schedule. */
  readonly learningRate: LearningRate;
  /** Fraction of the running sum that is kept each step, 0 ≤ momentum < 1, or a schedule. Default 0.9. */
  readonly momentum?: Momentum;
  /** Look ahead along the running sum (Nesterov). Default false. */
  readonly nesterov?: boolean;
}

/**
 * Gradient descent with momentum: b ← momentum · b + g, θ ← θ − learningRate · b, as PyTorch's `SGD`.
 *
 * Keras folds the learning rate into b, which differs only while the rate changes.
 *
 * @throws RangeError if a number is out of range.
 * @see B. T. Polyak, 1964, doi:10.1016/0041-5553(64)90137-5; I. Sutskever et al., On the importance of
 *   initialization and momentum in deep learning, ICML 2013
 */
export function momentum({
  learningRate,
  momentum: decay = 0.9,
  nesterov = false,
}: MomentumOptions): Optimizer {
  checkDecay('momentum', 'momentum', decay);
  const fixed = typeof decay === 'number' ? decay : 'scheduled';
  const optimizer = makeOptimizer('momentum', learningRate, scaleByMomentum(fixed, nesterov));
  return describedBy(withMomentum(optimizer, decay), { momentum: decay, nesterov });
}
