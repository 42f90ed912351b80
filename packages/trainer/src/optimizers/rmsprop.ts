import {
  checkDecay,
  checkPositive,
  describedBy,
  type LearningRate,
  makeOptimizer,
  type Optimizer,
} from './Optimizer.ts';
import { scaleByDeviation } from './scaleByDeviation.ts';
import { scaleByMomentum } from './scaleByMomentum.ts';
import { scaleByRms } from './scaleByRms.ts';

/** Options of {@link rmsprop}. */
export interface RmspropOptions {
  /** Step length, ≥ 0, or a schedule. */
  readonly learningRate: LearningRate;
  /** Decay of the mean of squared gradients, 0 ≤ decay < 1. Default 0.99. */
  readonly decay?: number;
  /** Added to the root, > 0. Default 1e-8. */
  readonly epsilon?: number;
  /** Divide by the deviation of the gradients instead of their root mean square. Default false. */
  readonly centered?: boolean;
  /** Fraction of the running sum of directions that is kept, 0 ≤ momentum < 1. Default 0, without a sum. */
  readonly momentum?: number;
}

/**
 * RMSProp: v ← decay · v + (1 − decay) · g², b ← momentum · b + g / (√v + ε), θ ← θ − learningRate · b, as
 * PyTorch; `centered` takes v − E[g]² for v.
 *
 * Keras and tfjs have decay 0.9 and ε 1e-7 inside the root, which Optax has there too; they fold the learning
 * rate into b.
 *
 * @throws RangeError if a number is out of range.
 * @see T. Tieleman and G. Hinton, Lecture 6.5: RMSProp, 2012; centred: A. Graves, 2013, arXiv:1308.0850
 */
export function rmsprop({
  learningRate,
  decay = 0.99,
  epsilon = 1e-8,
  centered = false,
  momentum = 0,
}: RmspropOptions): Optimizer {
  checkDecay('rmsprop', 'decay', decay);
  checkPositive('rmsprop', 'epsilon', epsilon);
  checkDecay('rmsprop', 'momentum', momentum);
  const scale = centered ? scaleByDeviation(decay, epsilon) : scaleByRms(decay, epsilon);
  const links = momentum > 0 ? [scale, scaleByMomentum(momentum, false)] : [scale];
  const options = { decay, epsilon, centered, momentum };
  return describedBy(makeOptimizer('rmsprop', learningRate, ...links), options);
}
