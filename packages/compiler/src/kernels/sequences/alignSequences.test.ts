import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { randomTensor } from '../../../fixtures/randomTensor.ts';
import { runKernel } from '../../../fixtures/runKernel.ts';
import { worstDifference } from '../../../fixtures/worstDifference.ts';
import { UnsupportedError } from '../Kernel.ts';
import { alignSequences } from './alignSequences.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

interface Batch {
  /** Rows of equal lengths, filled with −1. */
  readonly labels: readonly (readonly number[])[];
  readonly logits: readonly (readonly number[])[];
  readonly frames: number;
  readonly classes: number;
  readonly logitLengths: readonly number[];
  readonly blank: number;
  readonly zeroInfinity?: boolean;
}

/** Losses, and a row of gradients for each sequence. */
function align({ labels, logits, frames, classes, logitLengths, ...attributes }: Batch) {
  const rows = labels.length;
  const inputs = [
    { shape: [rows, labels[0]?.length ?? 0], dtype: 'int32', values: labels.flat() },
    { shape: [rows, frames, classes], dtype: 'float32', values: logits.flat() },
    { shape: [rows], dtype: 'float32', values: logitLengths },
  ] as const;
  const outputs = [
    { shape: [rows], dtype: 'float32' },
    { shape: [rows, frames, classes], dtype: 'float32' },
  ] as const;
  const [losses = [], gradients = []] = runKernel(alignSequences, inputs, outputs, attributes);
  const size = frames * classes;
  return { losses, gradients: losses.map((_, row) => gradients.slice(row * size, (row + 1) * size)) };
}

/** What is left of the classes of all frames: repetitions are one label, and then blanks none. */
function labelsOf(path: readonly number[], blank: number): number[] {
  return path.filter((id, frame) => id !== blank && id !== path[frame - 1]);
}

function pathsOf(frames: number, classes: number): number[][] {
  if (frames === 0) return [[]];
  return pathsOf(frames - 1, classes).flatMap((path) =>
    Array.from({ length: classes }, (_, id) => [...path, id]),
  );
}

const alignments = new Map<string, ReadonlyMap<string, number[][]>>();
/** The ways to give each frame a class, by the labels that they leave. */
function alignmentsOf(frames: number, classes: number, blank: number): ReadonlyMap<string, number[][]> {
  const key = [frames, classes, blank].join();
  const known = alignments.get(key);
  if (known) return known;
  const found = new Map<string, number[][]>();
  for (const path of pathsOf(frames, classes)) {
    const labels = labelsOf(path, blank).join();
    found.set(labels, [...(found.get(labels) ?? []), path]);
  }
  alignments.set(key, found);
  return found;
}

/** By the sum over all ways to give each frame a class. */
function enumerate(
  labels: readonly number[],
  logits: readonly number[],
  { frames, classes, blank }: Readonly<Record<'frames' | 'classes' | 'blank', number>>,
) {
  const wanted = labels.filter((id) => id >= 0).join();
  const shares = Array.from({ length: frames }, (_, frame) => {
    const powers = logits.slice(frame * classes, (frame + 1) * classes).map(Math.exp);
    const sum = powers.reduce((total, power) => total + power, 0);
    return powers.map((power) => power / sum);
  });
  const ways = new Float64Array(logits.length);
  let all = 0;
  for (const path of alignmentsOf(frames, classes, blank).get(wanted) ?? []) {
    const probability = path.reduce((product, id, frame) => product * (shares[frame]?.[id] ?? 0), 1);
    all += probability;
    path.forEach((id, frame) => {
      ways[frame * classes + id] = (ways[frame * classes + id] ?? 0) + probability;
    });
  }
  const flatShares = shares.flat();
  const gradient = logits.map((_, place) =>
    place < frames * classes ? (flatShares[place] ?? 0) - (ways[place] ?? 0) / all : 0,
  );
  return { loss: -Math.log(all), gradient };
}

describe('AlignSequences', () => {
  test('agrees with the sum over all alignments', () => {
    const cases = fc.record({
      length: fc.integer({ min: 0, max: 3 }),
      frames: fc.integer({ min: 1, max: 5 }),
      classes: fc.integer({ min: 2, max: 4 }),
      blank: fc.nat(1),
      scale: fc.constantFrom(0, 1, 6),
      seed: fc.nat(1000),
    });
    fc.assert(
      fc.property(cases, ({ length, frames, classes, blank, scale, seed }) => {
        const rows = [0, 1, 2, 3, 4, 5];
        const labels = rows.map((row) =>
          Array.from({ length }, (_, place) => {
            const other = (seed + row + place * (seed % 3)) % (classes - 1);
            return row % 3 === 1 && place > 1 ? -1 : other < blank ? other : other + 1;
          }),
        );
        const logits = rows.map((row) =>
          Array.from(randomTensor([frames, classes], seed + row).values, (x) => Math.fround(scale * x)),
        );
        const logitLengths = rows.map((row) => Math.max(0, frames - 2 * (row % 3)));
        const { losses, gradients } = align({ labels, logits, frames, classes, logitLengths, blank });
        for (const row of rows) {
          const sizes = { frames: logitLengths[row] ?? 0, classes, blank };
          const { loss, gradient } = enumerate(labels[row] ?? [], logits[row] ?? [], sizes);
          expect(worstDifference([losses[row] ?? 0], [loss + 0])).toBeLessThan(1e-6);
          expect(gradients[row]).toEqual(
            gradient.map((slope) => (Number.isNaN(slope) ? nan : expect.closeTo(slope, 6))),
          );
        }
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  test('of a long sequence is that of the sequence backwards', () => {
    const [frames, classes] = [150, 29];
    const ids = Array.from({ length: 40 }, (_, place) => 1 + ((place >> 1) % 28));
    const scores = Array.from({ length: frames }, (_, frame) =>
      Array.from(randomTensor([classes], frame + 1).values, (x) => Math.fround(4 * x)),
    );
    const sizes = { frames, classes, logitLengths: [frames], blank: 0 };
    const forwards = align({ ...sizes, labels: [ids], logits: [scores.flat()] });
    const backwards = align({ ...sizes, labels: [ids.toReversed()], logits: [scores.toReversed().flat()] });
    expect(worstDifference(forwards.losses, backwards.losses)).toBeLessThan(1e-6);
    const turned = Array.from({ length: frames }, (_, frame) =>
      (backwards.gradients[0] ?? []).slice(frame * classes, (frame + 1) * classes),
    );
    expect(worstDifference(forwards.gradients[0] ?? [], turned.toReversed().flat())).toBeLessThan(1e-6);
  });

  const EVEN = [0, 0, 0, 0, 0, 0];
  const ALL_NAN = [nan, nan, nan, nan, nan, nan];

  /** Two frames of three classes. */
  function alignTwo(labels: readonly number[], logits: readonly number[], attributes = {}) {
    const sizes = { frames: 2, classes: 3, logitLengths: [2], blank: 0 };
    const { losses, gradients } = align({ ...sizes, ...attributes, labels: [labels], logits: [logits] });
    return { loss: losses[0], gradient: gradients[0] };
  }

  test('a sequence that no alignment fits costs ∞, or nothing', () => {
    expect(alignTwo([1, 1], EVEN)).toEqual({ loss: infinity, gradient: ALL_NAN });
    expect(alignTwo([1, 1], EVEN, { zeroInfinity: true })).toEqual({ loss: 0, gradient: EVEN });
    expect(alignTwo([1], EVEN, { logitLengths: [0] })).toEqual({ loss: infinity, gradient: EVEN });
  });

  test('numbers that are none make loss and gradient NaN', () => {
    for (const wrong of [nan, infinity]) {
      const logits = EVEN.with(4, wrong);
      expect(alignTwo([1], logits, { zeroInfinity: true })).toEqual({ loss: nan, gradient: ALL_NAN });
    }
    expect(alignTwo([1], EVEN.with(0, -infinity)).loss).toBeCloseTo(-Math.log(2 / 6));
  });

  test('a label that is no class makes loss and gradient NaN, and nothing else is read', () => {
    for (const outside of [3, -2, 2 ** 31 - 1, -(2 ** 31)]) {
      expect(alignTwo([1, outside], EVEN)).toEqual({ loss: nan, gradient: ALL_NAN });
    }
  });

  test('a blank that is no class is refused', () => {
    expect(() => alignTwo([1], EVEN, { blank: 3 })).toThrow(UnsupportedError);
    expect(() => alignTwo([1], EVEN, { blank: 3 })).toThrow(
      'expected the blank to be one of 3 classes, got 3.',
    );
  });
});
