import { checkFactor, checkRate } from './checkSchedule.ts';
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
 * @throws RangeError if a number is out of range.
 * @see A. Vaswani et al., Attention Is All You Need, 2017, section 5.3, arXiv:1706.03762
 */
export function inverseSquareRoot({ learningRate, timescale }: InverseSquareRootOptions): Schedule {
  checkRate('inverseSquareRoot', 'learningRate', learningRate);
  checkFactor('inverseSquareRoot', 'timescale', timescale);
  return makeSchedule(
    `inverse square root decay with timescale ${timescale}`,
    (step) => learningRate / Math.sqrt(1 + step / timescale),
  );
}
