import { type Block, philox } from './philox.ts';

const TWO_POW_32 = 2 ** 32;
const TWO_POW_53 = 2 ** 53;

/** A sequence of random numbers, determined by (seed, purpose, step) alone. */
export interface RandomStream {
  /** The next unsigned 32-bit integer. */
  uint32(): number;
  /** A number in [low, high), with 53 random bits. Default [0, 1). */
  uniform(low?: number, high?: number): number;
  /** A normally distributed number. Default mean 0, standard deviation 1. */
  normal(mean?: number, standardDeviation?: number): number;
  /** An integer in [0, bound), without modulo bias. `bound` is an integer from 1 to 2³². */
  integer(bound: number): number;
  /** The integers 0 … length − 1 in random order (Fisher–Yates). */
  permutation(length: number): Uint32Array;
}

function checkCounter(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`randomStream: expected ${name} to be an integer from 0 to 2^53 - 1, got ${value}.`);
  }
}

/** FNV-1a, 32 bits, over UTF-16 code units: turns a purpose into half of the generator's key. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/**
 * Opens the stream of random numbers that belongs to (seed, purpose, step).
 *
 * Streams of different purposes or steps are independent: a consumer that draws one number more cannot shift
 * another's numbers, and step 1,000 is available without drawing the 999 before it.
 *
 * @param seed - Integer from 0 to 2⁵³ − 1: the experiment's seed.
 * @param purpose - What the numbers are for, for example `'initial weights'` or `'shuffle'`.
 * @param step - Integer from 0 to 2⁵³ − 1: epoch, training step, or whatever repeats. Default 0.
 * @throws RangeError if seed or step is not such an integer.
 * @example
 * ```ts
 * const first = randomStream(7, 'shuffle', 3).permutation(4);
 * const again = randomStream(7, 'shuffle', 3).permutation(4);
 * first.join() === again.join(); // true
 * ```
 */
export function randomStream(seed: number, purpose: string, step = 0): RandomStream {
  checkCounter('seed', seed);
  checkCounter('step', step);
  const key = [seed >>> 0, hash32(purpose)] as const;
  const stepLow = step >>> 0;
  const stepHigh = Math.floor(step / TWO_POW_32);
  const seedHigh = Math.floor(seed / TWO_POW_32);

  let block: Block = [0, 0, 0, 0];
  let blockIndex = 0;
  let position = 4;
  let spareNormal: number | undefined;

  function uint32(): number {
    if (position === 4) {
      block = philox([blockIndex++, stepLow, stepHigh, seedHigh], key);
      position = 0;
    }
    return block[position++] as number;
  }

  function unit(): number {
    const high = uint32() >>> 5;
    const low = uint32() >>> 6;
    return (high * 2 ** 26 + low) / TWO_POW_53;
  }

  function standardNormal(): number {
    if (spareNormal !== undefined) {
      const value = spareNormal;
      spareNormal = undefined;
      return value;
    }
    // Box–Muller; 1 − u lies in (0, 1], so the logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - unit()));
    const angle = 2 * Math.PI * unit();
    spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  function integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > TWO_POW_32) {
      throw new RangeError(`integer: expected bound to be an integer from 1 to 2^32, got ${bound}.`);
    }
    const limit = TWO_POW_32 - (TWO_POW_32 % bound);
    let value = uint32();
    while (value >= limit) value = uint32();
    return value % bound;
  }

  return {
    uint32,
    uniform: (low = 0, high = 1) => low + (high - low) * unit(),
    normal: (mean = 0, standardDeviation = 1) => mean + standardDeviation * standardNormal(),
    integer,
    permutation(length) {
      if (!Number.isInteger(length) || length < 0 || length > TWO_POW_32) {
        throw new RangeError(`permutation: expected length to be an integer from 0 to 2^32, got ${length}.`);
      }
      const order = Uint32Array.from({ length }, (_, index) => index);
      for (let last = length - 1; last > 0; last--) {
        const other = integer(last + 1);
        const kept = order[last] as number;
        order[last] = order[other] as number;
        order[other] = kept;
      }
      return order;
    },
  };
}
