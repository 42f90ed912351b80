// As signed numbers, which engines add and multiply as 32-bit integers.
const MULTIPLIER_0 = 0xd2511f53 | 0;
const MULTIPLIER_1 = 0xcd9e8d57 | 0;
const WEYL_0 = 0x9e3779b9 | 0;
const WEYL_1 = 0xbb67ae85 | 0;
const ROUNDS = 10;

/** Upper 32 bits of the product of two 32-bit integers without sign. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const carry = ((middle & 0xffff) + Math.imul(aLow, bHigh)) | 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) | 0;
}

/**
 * Philox4x32-10: blocks of four random words as a pure function of a 128-bit counter, which counts up from block to
 * block in its lowest 32 bits, and a 64-bit key, each in 32-bit words from the lowest on.
 *
 * There is no state to carry along, so the numbers of one step never depend on how many were drawn before.
 *
 * @param words - Takes the blocks, as many as it has room for.
 * @see J. K. Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011, doi:10.1145/2063384.2063405
 */
export function philox(words: Uint32Array, counter: Int32Array, key: Int32Array): void {
  // By place: taking an array apart runs its iterator, which costs as much as a block.
  const first = counter[0] ?? 0;
  const second = counter[1] ?? 0;
  const third = counter[2] ?? 0;
  const fourth = counter[3] ?? 0;
  const firstKey = key[0] ?? 0;
  const secondKey = key[1] ?? 0;
  for (let place = 0; place + 3 < words.length; place += 4) {
    let c0 = (first + place / 4) | 0;
    let c1 = second;
    let c2 = third;
    let c3 = fourth;
    let k0 = firstKey;
    let k1 = secondKey;
    for (let round = 0; round < ROUNDS; round++) {
      const high0 = multiplyHigh(c0, MULTIPLIER_0);
      const low0 = Math.imul(c0, MULTIPLIER_0);
      const high1 = multiplyHigh(c2, MULTIPLIER_1);
      const low1 = Math.imul(c2, MULTIPLIER_1);
      c0 = high1 ^ c1 ^ k0;
      c1 = low1;
      c2 = high0 ^ c3 ^ k1;
      c3 = low0;
      k0 = (k0 + WEYL_0) | 0;
      k1 = (k1 + WEYL_1) | 0;
    }
    words[place] = c0;
    words[place + 1] = c1;
    words[place + 2] = c2;
    words[place + 3] = c3;
  }
}
