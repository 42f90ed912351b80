import { addMultiple, dot } from './vectors.ts';

/** A noise scale in examples, with its 95 % interval. */
export interface NoiseScale {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Of a normal distribution, for 95 %. */
const DEVIATIONS = 1.96;

/** tr Σ / |G|² from mean squared lengths of gradients of small batches and of all of them together; NaN where |G|² is not above 0. */
function ratioOf(small: number, big: number, smallBatch: number, bigBatch: number): number {
  const signal = (bigBatch * big - smallBatch * small) / (bigBatch - smallBatch);
  const noise = (small - big) / (1 / smallBatch - 1 / bigBatch);
  return signal > 0 ? Math.max(0, noise) / signal : Number.NaN;
}

/**
 * The simple noise scale tr Σ / |G|²: the batch size at which a step's noise is as large as its gradient. Smaller batches mostly
 * follow chance, larger ones waste examples.
 *
 * Unbiased estimates of |G|² and tr Σ from the squared lengths of gradients of small batches and of the batch of all of them
 * (appendix A.1); the interval is a jackknife over the small batches, on the logarithm.
 *
 * @param gradients - Of batches of distinct examples, `batchSize` each.
 * @returns null where the gradient cannot be told from noise.
 * @see S. McCandlish et al., An empirical model of large-batch training, 2018, arXiv:1812.06162
 */
export function noiseScale(gradients: readonly Float64Array[], batchSize: number): NoiseScale | null {
  const batches = gradients.length;
  const [first] = gradients;
  if (!first || batches < 3) return null;
  const sum = gradients.reduce((total, one) => addMultiple(total, one, 1), new Float64Array(first.length));
  const squares = gradients.map((one) => dot(one, one));
  const allSquares = squares.reduce((total, one) => total + one, 0);
  const value = ratioOf(allSquares / batches, dot(sum, sum) / batches ** 2, batchSize, batchSize * batches);
  const withoutOne = gradients.map((left, place) => {
    const rest = addMultiple(sum, left, -1);
    const others = batches - 1;
    return Math.log(
      ratioOf(
        (allSquares - (squares[place] ?? 0)) / others,
        dot(rest, rest) / others ** 2,
        batchSize,
        batchSize * others,
      ),
    );
  });
  const mean = withoutOne.reduce((total, one) => total + one, 0) / batches;
  const spread = withoutOne.reduce((total, one) => total + (one - mean) ** 2, 0);
  const factor = Math.exp(DEVIATIONS * Math.sqrt(((batches - 1) / batches) * spread));
  return Number.isFinite(value) && Number.isFinite(factor)
    ? { value, low: value / factor, high: value * factor }
    : null;
}
