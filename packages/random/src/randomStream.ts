import { rangeError } from '@losskit/errors';

import { philox } from './philox.ts';

const TWO_POW_32 = 2 ** 32;
const TWO_POW_53 = 2 ** 53;
const LONGEST_PERMUTATION = 2 ** 30;
/** Words that a permutation draws at once, at most. */
const MOST_WORDS = 1024;

/** A sequence of random numbers, determined by (seed, purpose, step) alone. */
export interface RandomStream {
  /** The next unsigned 32-bit integer. */
  uint32(): number;
  /**
   * low + (high − low) · u with u in [0, 1) of 53 random bits. Default [0, 1).
   *
   * Rounding can give `high` itself where the bounds are large against their distance.
   */
  uniform(low?: number, high?: number): number;
  /** A normally distributed number. Default mean 0, standard deviation 1. */
  normal(mean?: number, standardDeviation?: number): number;
  /** An integer in [0, bound), without modulo bias. `bound` is an integer from 1 to 2³². */
  integer(bound: number): number;
  /** The integers 0 … length − 1 in random order (Fisher–Yates). `length` is an integer from 0 to 2³⁰. */
  permutation(length: number): Uint32Array;
}

function checkCounter(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw rangeError('randomStream', `${name} to be an integer from 0 to 2^53 - 1`, value);
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

/** Whether a word is one of the last, incomplete round of `bound` words, which would be drawn more often than others. */
function isBiased(word: number, bound: number): boolean {
  // Asked first whether the limit can matter, and without %: the remainder of such numbers is slow.
  return word > TWO_POW_32 - bound && word >= TWO_POW_32 - (TWO_POW_32 % bound);
}

/** The remainder of a word. */
function below(word: number, bound: number): number {
  return (word - Math.imul(bound, word / bound)) >>> 0;
}

/**
 * Opens the stream of random numbers that belongs to (seed, purpose, step).
 *
 * Streams of different purposes or steps are independent: a consumer that draws one number more cannot shift
 * another's numbers, and step 1,000 is available without drawing the 999 before it. A stream repeats after
 * 2³⁴ words.
 *
 * @param seed - Integer from 0 to 2⁵³ − 1: the experiment's seed.
 * @param purpose - What the numbers are for: one of a few fixed phrases such as `'initial weights'`. It
 *   enters as a 32-bit hash, so thousands of generated purposes could collide; number them by `step` instead.
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
  const key = Int32Array.of(seed, hash32(purpose));
  const counter = Int32Array.of(0, step, step / TWO_POW_32, seed / TWO_POW_32);

  const block = new Uint32Array(4);
  let position = 4;
  let spareNormal: number | undefined;

  function uint32(): number {
    if (position === 4) {
      philox(block, counter, key);
      counter[0] = (counter[0] ?? 0) + 1;
      position = 0;
    }
    return block[position++] ?? 0;
  }

  /** The next words, whole blocks of them at once. */
  function uint32s(count: number): Uint32Array<ArrayBuffer> {
    const words = new Uint32Array(count);
    let drawn = 0;
    while (drawn < count && position < 4) words[drawn++] = uint32();
    const whole = words.subarray(drawn, drawn + 4 * Math.floor((count - drawn) / 4));
    philox(whole, counter, key);
    counter[0] = (counter[0] ?? 0) + whole.length / 4;
    for (drawn += whole.length; drawn < count; drawn++) words[drawn] = uint32();
    return words;
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
      throw rangeError('integer', 'bound to be an integer from 1 to 2^32', bound);
    }
    let word = uint32();
    while (isBiased(word, bound)) word = uint32();
    return below(word, bound);
  }

  return {
    uint32,
    uniform: (low = 0, high = 1) => low + (high - low) * unit(),
    normal: (mean = 0, standardDeviation = 1) => mean + standardDeviation * standardNormal(),
    integer,
    permutation(length) {
      if (!Number.isInteger(length) || length < 0 || length > LONGEST_PERMUTATION) {
        throw rangeError('permutation', 'length to be an integer from 0 to 2^30', length);
      }
      const order = new Uint32Array(length);
      for (let index = 0; index < length; index++) order[index] = index;
      let words = new Uint32Array();
      let place = 0;
      for (let last = length - 1; last > 0; last--) {
        const bound = last + 1;
        let word = 0;
        do {
          if (place === words.length) {
            // No more than are certainly needed: what is drawn afterwards must not depend on it.
            words = uint32s(Math.min(last, MOST_WORDS));
            place = 0;
          }
          word = words[place++] ?? 0;
        } while (isBiased(word, bound));
        const other = below(word, bound);
        const kept = order[last] ?? 0;
        order[last] = order[other] ?? 0;
        order[other] = kept;
      }
      return order;
    },
  };
}
