import { DECAY, FILTER, LEARNING_RATE, NON_NEGATIVE, optional, POSITIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { adamW } from './adamW.ts';
import { describedBy, type LearningRate, type Optimizer } from './Optimizer.ts';
import { describeFilter, type VariableFilter } from './transforms/VariableFilter.ts';
import { scheduleFree } from './wrappers/scheduleFree.ts';

/** Options of {@link scheduleFreeAdamW}. */
export interface ScheduleFreeAdamWOptions {
  /** Step length, ≥ 0, or a schedule: at most a warm-up, as there is no need of a decay. Default 0.0025. */
  readonly learningRate?: LearningRate;
  /** How far gradients are taken from the newest point towards the average, 0 ≤ beta1 < 1. Default 0.9. */
  readonly beta1?: number;
  /** Decay of the mean of squared gradients, 0 ≤ beta2 < 1. Default 0.999. */
  readonly beta2?: number;
  /** Added to √v̂ after bias correction, > 0. Default 1e-8. */
  readonly epsilon?: number;
  /** Decay λ of the weights, ≥ 0, times the learning rate in each step. Default 0. */
  readonly weightDecay?: number;
  /** Which variables decay. Default: those of rank 2 and more, so neither biases nor the gains of norms. */
  readonly mask?: VariableFilter;
}

/**
 * AdamW that needs no decay of its learning rate, as `AdamWScheduleFree` of the authors' package: {@link scheduleFree}
 * of `adamW` without momentum.
 *
 * The package keeps y in the model while it trains, and x where the optimizer is told `eval()`; here the model has x all
 * the time. Its `warmup_steps` are a schedule of the learning rate here: `warmup({ steps, from }, constant(η))` with
 * steps one fewer and from η / (steps + 1).
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @example
 * ```ts
 * scheduleFreeAdamW({ learningRate: 0.0025, weightDecay: 0.1 });
 * ```
 * @see A. Defazio et al., The Road Less Scheduled, 2024, arXiv:2405.15682
 */
export function scheduleFreeAdamW(options: ScheduleFreeAdamWOptions = {}): Optimizer {
  validateOptions('scheduleFreeAdamW', options, {
    learningRate: optional(LEARNING_RATE),
    beta1: optional(DECAY),
    beta2: optional(DECAY),
    epsilon: optional(POSITIVE),
    weightDecay: optional(NON_NEGATIVE),
    mask: optional(FILTER),
  });
  const {
    learningRate = 0.0025,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-8,
    weightDecay = 0,
    mask,
  } = options;
  const inner = adamW({ learningRate, beta1: 0, beta2, epsilon, weightDecay, ...(mask ? { mask } : {}) });
  return describedBy(
    { ...scheduleFree(inner, { beta1 }), name: 'scheduleFreeAdamW' },
    { beta1, beta2, epsilon, weightDecay, mask: mask && describeFilter(mask) },
  );
}
