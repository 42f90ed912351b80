import '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { normalTensor, randomStream, uniformTensor } from './index.ts';
import { philox } from './philox.ts';

function wordsOf(counter: readonly number[], key: readonly number[]): number[] {
  const words = new Uint32Array(4);
  philox(words, Int32Array.from(counter), Int32Array.from(key));
  return [...words];
}

describe('philox4x32-10', () => {
  // The known-answer vectors published with Random123 (kat_vectors).
  test.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as const)('counter %j with key %j gives the published words', (counter, key, expected) => {
    expect(wordsOf(counter, key)).toEqual(expected);
  });
});

describe('randomStream', () => {
  const draw = (seed: number, purpose: string, step: number) =>
    Array.from({ length: 8 }, randomStream(seed, purpose, step).uint32);

  test('repeats for the same seed, purpose and step', () => {
    expect(draw(3, 'shuffle', 5)).toEqual(draw(3, 'shuffle', 5));
  });

  test('gives the same words in every version, because stored runs depend on them', () => {
    // Philox with key (seed, FNV-1a of the purpose) and counter (block, step, step high, seed high).
    const fnv1a = [...'shuffle'].reduce(
      (hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619) >>> 0,
      2_166_136_261,
    );
    const [first, second] = [wordsOf([0, 5, 0, 0], [3, fnv1a]), wordsOf([1, 5, 0, 0], [3, fnv1a])];
    expect(draw(3, 'shuffle', 5)).toEqual([...first, ...second]);
    expect(draw(3, 'shuffle', 5).slice(0, 2)).toEqual([1_366_679_737, 2_584_872_638]);
  });

  test('differs in the seed, the purpose and the step, also beyond 32 bits', () => {
    const all = [
      draw(3, 'shuffle', 5),
      draw(4, 'shuffle', 5),
      draw(3, 'dropout', 5),
      draw(3, 'shuffle', 6),
      draw(3 + 2 ** 32, 'shuffle', 5),
      draw(3, 'shuffle', 5 + 2 ** 32),
    ];
    expect(new Set(all.map((words) => words.join())).size).toBe(all.length);
  });

  test.each([0, 1, 2, 5, 1000, 1025, 3000])(
    'a permutation of %i draws one number below each length',
    (length) => {
      for (const before of [0, 1, 3]) {
        const [whole, single] = [randomStream(6, 'order', length), randomStream(6, 'order', length)];
        for (let drawn = 0; drawn < before; drawn++) expect(whole.uint32()).toBe(single.uint32());
        const order = Array.from({ length }, (_, index) => index);
        for (let last = length - 1; last > 0; last--) {
          const other = single.integer(last + 1);
          [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
        }
        expect([...whole.permutation(length)]).toEqual(order);
        expect(whole.uint32()).toBe(single.uint32());
      }
    },
  );

  test('uniform numbers fill [low, high) evenly', () => {
    const stream = randomStream(1, 'test');
    const counts = new Array(10).fill(0);
    const outside: number[] = [];
    for (let draws = 0; draws < 20_000; draws++) {
      const value = stream.uniform(-2, 3);
      if (!(value >= -2 && value < 3)) outside.push(value);
      counts[Math.floor((value + 2) * 2)]++;
    }
    expect(outside).toEqual([]);
    // Chi-square with 9 degrees of freedom: 27.9 is the 0.1 % point.
    const chiSquare = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    expect(chiSquare).toBeLessThan(27.9);
  });

  test('normal numbers have the moments and the tail of a normal distribution', () => {
    const stream = randomStream(2, 'test');
    const values = Array.from({ length: 40_000 }, () => stream.normal(5, 2));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const beyondTwo = values.filter((value) => Math.abs(value - 5) > 4).length / values.length;
    expect(mean).toBeCloseTo(5, 1);
    // Four standard errors of the variance of 40,000 normal draws.
    expect(Math.abs(variance - 4)).toBeLessThan(4 * 4 * Math.sqrt(2 / 40_000));
    expect(beyondTwo).toBeCloseTo(0.0455, 2);
  });

  test('a permutation holds every index once, and every order is equally likely', () => {
    expect([...randomStream(9, 'test').permutation(100)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, index) => index),
    );
    const counts = new Map<string, number>();
    for (let step = 0; step < 6000; step++) {
      const order = randomStream(9, 'test', step).permutation(3).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // Chi-square with 5 degrees of freedom: 20.5 is the 0.1 % point.
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(20.5);
  });

  test('permutations of 0 and 1 elements', () => {
    expect([...randomStream(0, 'test').permutation(0)]).toEqual([]);
    expect([...randomStream(0, 'test').permutation(1)]).toEqual([0]);
  });

  test.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses seed %s', (seed) => {
    expect(() => randomStream(seed, 'test')).toThrow(
      `randomStream: expected seed to be an integer from 0 to 2^53 - 1, got ${seed}.`,
    );
  });

  test.each([0, -1, 1.5, 2 ** 32 + 1])('refuses the bound %s', (bound) => {
    expect(() => randomStream(0, 'test').integer(bound)).toThrow(RangeError);
  });
});

describe('tensors', () => {
  test('have the shape, the range and the seeded values asked for', () => {
    const uniform = uniformTensor(randomStream(4, 'initial weights'), [2, 3], -1, 1);
    const again = uniformTensor(randomStream(4, 'initial weights'), [2, 3], -1, 1);
    expect(uniform.shape).toEqual([2, 3]);
    expect(uniform.dtype).toBe('float32');
    expect([...uniform.dataSync()]).toEqual([...again.dataSync()]);
    expect(uniform.dataSync().filter((value) => !(Math.abs(value) <= 1))).toEqual(new Float32Array());
    const normal = normalTensor(randomStream(4, 'initial weights'), [], 100, 0.001);
    expect(normal.shape).toEqual([]);
    expect(normal.dataSync()[0]).toBeCloseTo(100, 1);
  });
});
