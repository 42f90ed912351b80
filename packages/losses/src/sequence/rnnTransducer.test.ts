import { randomStream } from '@losskit/random';
import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { rnnTransducer } from './rnnTransducer.ts';

const { NaN: nan } = Number;
const [FRAMES, LABELS] = [4, 2];

type Lattice = readonly (readonly (readonly number[])[])[];

/** Every order of `blanks` blanks and the labels, as true for a label. */
function ordersOf(blanks: number, labels: number): boolean[][] {
  if (blanks === 0 && labels === 0) return [[]];
  return [
    ...(blanks > 0 ? ordersOf(blanks - 1, labels).map((rest) => [false, ...rest]) : []),
    ...(labels > 0 ? ordersOf(blanks, labels - 1).map((rest) => [true, ...rest]) : []),
  ];
}

/** The loss by its definition: every way through the lattice by itself, in float64. */
function lossOfAllWays(labels: readonly number[], lattice: Lattice, blank: number): number {
  const ways = ordersOf(lattice.length - 1, labels.length).map((order) => {
    let [frame, place, total] = [0, 0, 0];
    for (const isLabel of [...order, false]) {
      const scores = lattice[frame]?.[place] ?? [];
      total += (scores[isLabel ? (labels[place] ?? nan) : blank] ?? nan) - logSumExp(scores);
      if (isLabel) place++;
      else frame++;
    }
    return total;
  });
  return -logSumExp(ways);
}

function latticeOf(numbers: readonly number[], frames: number, places: number): number[][][] {
  const classes = numbers.length / (frames * places);
  return Array.from({ length: frames }, (_, t) =>
    Array.from({ length: places }, (_, u) =>
      numbers.slice((t * places + u) * classes, (t * places + u + 1) * classes),
    ),
  );
}

testLoss(rnnTransducer, {
  options: [{}],
  inputsReference: ([labels = [], logits = []]) =>
    lossOfAllWays(labels.map(Math.round), latticeOf(logits, FRAMES, LABELS + 1), 0),
});

describe('against every way by itself', () => {
  const stream = randomStream(5, 'rnnTransducer');
  const batch = [
    { labels: [1, 2, 1], frames: 4 },
    { labels: [2, 2], frames: 3 },
    { labels: [], frames: 4 },
    { labels: [1, 1, 1], frames: 1 },
    { labels: [], frames: 1 },
  ];
  const scores = batch.map(() =>
    Array.from({ length: 4 }, () =>
      Array.from({ length: 4 }, () => Array.from({ length: 3 }, () => stream.normal())),
    ),
  );

  test.each([0, 1, 2])('with blank %i, labels and frames of any number', (blank) => {
    /** The same labels with the blank's id and 0 exchanged. */
    const renamed = batch.map(({ labels }) => labels.map((id) => (id === blank ? 0 : id)));
    const counts = (row: number, t: number, u: number) =>
      t < (batch[row]?.frames ?? 0) && u <= (batch[row]?.labels.length ?? 0);
    // What stands behind the last label is no class, and what stands behind the last frame is no number.
    const padded = renamed.map((labels) => [...labels, 99, -7, 99].slice(0, 3));
    const logits = scores.map((frames, row) =>
      frames.map((places, t) => places.map((z, u) => (counts(row, t, u) ? z : [nan, nan, nan]))),
    );
    const options = {
      labelLengths: batch.map(({ labels }) => labels.length),
      logitLengths: batch.map(({ frames }) => frames),
      blank,
    };
    const evaluate = (x: tf.Tensor) =>
      rnnTransducer(tf.tensor2d(padded, [5, 3], 'int32'), x, { ...options, reduction: 'none' });
    const lossOf = (row: number, lattice: Lattice) =>
      lossOfAllWays(renamed[row] ?? [], lattice.slice(0, batch[row]?.frames), blank);
    const x = tf.tensor4d(logits);
    expect(evaluate(x)).toBeAllClose(scores.map((lattice, row) => lossOf(row, lattice)));

    const slopes = scores.map((lattice, row) =>
      lattice.map((places, t) =>
        places.map((z, u) =>
          z.map((_, id) => {
            if (!counts(row, t, u)) return 0;
            const at = (h: number) =>
              lossOf(row, lattice.with(t, places.with(u, z.with(id, (z[id] ?? nan) + h))));
            return (at(1e-6) - at(-1e-6)) / 2e-6;
          }),
        ),
      ),
    );
    expect(tf.grad((one) => tf.sum(evaluate(one)))(x)).toBeAllClose(slopes, { rtol: 1e-4 });
  });
});

test('without labels it is the blanks of all frames, also where no row has a place for one', () => {
  const logits = tf.tensor4d([[[[1, 2]], [[0, 3]]]]);
  const loss = rnnTransducer(tf.zeros([1, 0], 'int32'), logits);
  expect(loss).toBeAllClose(Math.log(1 + Math.E) + Math.log(1 + Math.exp(3)));
});

test('a row is NaN whose label is the blank or no class, or whose length is none of that row', () => {
  const logits = tf.zeros([4, 3, 3, 3]);
  const of = (rows: number[][]) => tf.tensor2d(rows, [4, 2], 'int32');
  // Ways: 2 of 4 steps are labels, and the last one is a blank.
  const right = 5 * Math.log(3) - Math.log(6);
  const wrongLabels = of([
    [0, 1],
    [1, 3],
    [-1, 1],
    [1, 2],
  ]);
  expect(rnnTransducer(wrongLabels, logits, { reduction: 'none' })).toBeAllClose([nan, nan, nan, right], {
    equalNaN: true,
  });
  const labels = of(Array(4).fill([1, 2]));
  for (const wrong of [{ labelLengths: [3, -1, 0.5, 2] }, { logitLengths: [4, 0, 2.5, 3] }]) {
    expect(rnnTransducer(labels, logits, { ...wrong, reduction: 'none' })).toBeAllClose(
      [nan, nan, nan, right],
      { equalNaN: true },
    );
  }
  // Masked out they don't matter.
  const mask = [false, false, false, true];
  expect(rnnTransducer(labels, logits, { logitLengths: [77, 0, 2.5, 3], mask })).toBeAllClose(right);
});

test('refuses logits that are not of every number of labels, and a blank that is no class', () => {
  const labels = tf.zeros([2, 3], 'int32');
  expect(() => rnnTransducer(labels, tf.zeros([2, 5, 3, 4]))).toThrow(
    'rnnTransducer: expected logits of shape [...,time,4,classes] with at least one frame for labels [2,3], got [2,5,3,4].',
  );
  expect(() => rnnTransducer(labels, tf.zeros([2, 0, 4, 4]))).toThrow('with at least one frame');
  expect(() => rnnTransducer(labels, tf.zeros([4, 4]))).toThrow(
    'rnnTransducer: expected logits of shape [...,time,labels + 1,classes] with at least one class, got [4,4].',
  );
  expect(() => rnnTransducer(labels, tf.zeros([2, 5, 4, 4]), { blank: 4 })).toThrow(
    'rnnTransducer: expected blank below the number of classes, 4, got 4.',
  );
});

test('200 frames and 60 labels keep their digits', () => {
  const [frames, length, classes] = [200, 60, 7];
  const logOfFactorial = (n: number) =>
    Array.from({ length: n }, (_, i) => Math.log(i + 1)).reduce((a, b) => a + b, 0);
  const logOfChoice = (n: number, k: number) => logOfFactorial(n) - logOfFactorial(k) - logOfFactorial(n - k);
  const labels = tf.tensor2d([Array.from({ length }, (_, at) => 1 + (at % 6))], [1, length], 'int32');
  const logits = tf.zeros([1, frames, length + 1, classes]);
  // Where all classes are equally likely the ways only have to be counted.
  expect(rnnTransducer(labels, logits)).toBeAllClose(
    (frames + length) * Math.log(classes) - logOfChoice(frames + length - 1, length),
    { rtol: 1e-5 },
  );
  // Every way has one blank in each frame, and one label at each number of labels.
  const gradient = tf.grad((x) => rnnTransducer(labels, x))(logits);
  const ofBlank = tf.sum(tf.slice(gradient, [0, 0, 0, 0], [1, frames, length + 1, 1]));
  expect(ofBlank).toBeAllClose((frames + length) / classes - frames);
  expect(tf.sum(tf.slice(gradient, 0, [1, frames, 1, classes]), -1)).toBeAllClose(tf.zeros([1, frames, 1]), {
    atol: 1e-6,
  });
});
