import { NON_NEGATIVE, POSITIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { makeSchedule, type Schedule } from './Schedule.ts';

/** Options of {@link inverseSquareRoot}. */
export interface InverseSquareRootOptions {
  /** Rate at step 0; ≥ 0. */
  readonly learningRate: number;
  /** Steps after which the rate is 1/√2 of the start; > 0. */
  readonly timescale: number;
}

/**
 * learningRate / √(1 + step / timescale). After a {@link warmup} this is Hugging Face's
 * `get_inverse_sqrt_schedule`.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @see A. Vaswani et al., Attention Is All You Need, 2017, section 5.3, arXiv:1706.03762
 */
export function inverseSquareRoot(options: InverseSquareRootOptions): Schedule {
  validateOptions('inverseSquareRoot', options, { learningRate: NON_NEGATIVE, timescale: POSITIVE });
  const { learningRate, timescale } = options;
  return makeSchedule(
    `inverse square root decay with timescale ${timescale}`,
    (step) => learningRate / Math.sqrt(1 + step / timescale),
  );
}
