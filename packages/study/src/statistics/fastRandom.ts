import type { RandomStream } from '@losskit/random';

/** Random numbers by the million. */
export interface FastRandom {
  /** In (0, 1), of 32 random bits. */
  uniform(): number;
  /** Normally distributed with mean 0 and standard deviation 1. */
  normal(): number;
  /** A sum of so many squares of such numbers. */
  chiSquare(degreesOfFreedom: number): number;
}

/**
 * Opens a generator for simulations, some thirty times as fast as the stream that seeds it: xoshiro128++, normal numbers by the
 * polar method, χ² by that of Marsaglia and Tsang.
 *
 * @see D. Blackman and S. Vigna, Scrambled Linear Pseudorandom Number Generators, 2021, doi:10.1145/3460772
 * @see G. Marsaglia and W. W. Tsang, A Simple Method for Generating Gamma Variables, 2000, doi:10.1145/358407.358414
 */
export function fastRandom(stream: RandomStream): FastRandom {
  let a = stream.uint32() | 0;
  let b = stream.uint32() | 0;
  let c = stream.uint32() | 0;
  // The state must not be all zeros.
  let d = stream.uint32() | 1;
  let spare = Number.NaN;

  function int32(): number {
    const sum = (a + d) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + a) | 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  }

  function uniform(): number {
    return ((int32() >>> 0) + 0.5) / 2 ** 32;
  }

  function normal(): number {
    if (!Number.isNaN(spare)) {
      const value = spare;
      spare = Number.NaN;
      return value;
    }
    for (;;) {
      const x = (int32() + 0.5) / 2 ** 31;
      const y = (int32() + 0.5) / 2 ** 31;
      const square = x * x + y * y;
      if (square >= 1) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * factor;
      return x * factor;
    }
  }

  function chiSquare(degreesOfFreedom: number): number {
    if (degreesOfFreedom < 2) return degreesOfFreedom > 0 ? normal() ** 2 : 0;
    const d = degreesOfFreedom / 2 - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      const chance = uniform();
      // Their bound, below which no logarithms are needed to know the same.
      if (chance < 1 - 0.0331 * (x * x) * (x * x)) return 2 * d * v;
      if (Math.log(chance) < 0.5 * x * x + d - d * v + d * Math.log(v)) return 2 * d * v;
    }
  }

  return { uniform, normal, chiSquare };
}
