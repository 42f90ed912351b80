import { randomStream } from '@losskit/random';
import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { ctc } from './ctc.ts';

const FRAMES = 4;
const { POSITIVE_INFINITY: infinity, NaN: nan } = Number;

/** Merges repetitions, then removes blanks. */
function labelsOf(path: readonly number[], blank: number): number[] {
  return path.filter((id, frame) => id !== blank && id !== path[frame - 1]);
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

function normalised(scores: readonly number[]): number[] {
  const highest = Math.max(...scores);
  const total = scores.reduce((sum, score) => sum + Math.exp(score - highest), 0);
  return scores.map((score) => score - highest - Math.log(total));
}

function pathsThrough(frames: number, classes: number): readonly number[][] {
  let paths: number[][] = [[]];
  for (let frame = 0; frame < frames; frame++) {
    paths = paths.flatMap((path) => Array.from({ length: classes }, (_, id) => [...path, id]));
  }
  return paths;
}

/** Found once for every labels, number of frames and blank. */
const alignments = new Map<string, readonly number[][]>();

function alignmentsOf(labels: readonly number[], frames: number, classes: number, blank: number) {
  const key = JSON.stringify([labels, frames, classes, blank]);
  const known = alignments.get(key);
  if (known) return known;
  const found = pathsThrough(frames, classes).filter((path) => isSame(labelsOf(path, blank), labels));
  alignments.set(key, found);
  return found;
}

/** The loss by its definition: every path through the frames by itself, in float64. */
function lossOfAllPaths(labels: readonly number[], frames: readonly number[][], blank: number): number {
  const logProbabilities = frames.map(normalised);
  const paths = alignmentsOf(labels, frames.length, frames[0]?.length ?? 0, blank);
  const ofPaths = paths.map((path) =>
    path.reduce((sum, id, frame) => sum + (logProbabilities[frame]?.[id] ?? nan), 0),
  );
  return ofPaths.length === 0 ? infinity : -logSumExp(ofPaths);
}

function framesOf(logits: readonly number[], frames: number): number[][] {
  const classes = logits.length / frames;
  return Array.from({ length: frames }, (_, frame) => logits.slice(frame * classes, (frame + 1) * classes));
}

testLoss(ctc, {
  options: [{}, { zeroInfinity: true }],
  inputsReference: ([labels = [], logits = []]) =>
    lossOfAllPaths(labels.map(Math.round), framesOf(logits, FRAMES), 0),
});

describe('against every path by itself', () => {
  const stream = randomStream(5, 'ctc');
  const batch = [
    { labels: [1, 2], frames: 5 },
    { labels: [2, 2], frames: 4 },
    { labels: [], frames: 3 },
    { labels: [1, 1, 1], frames: 5 },
    { labels: [2, 1, 2], frames: 3 },
    { labels: [], frames: 0 },
    { labels: [1], frames: 1 },
  ];
  const scores = batch.map(() =>
    Array.from({ length: 5 }, () => Array.from({ length: 3 }, () => stream.normal())),
  );

  test.each([0, 1, 2])('with blank %i, labels and frames of any number', (blank) => {
    /** The same labels with the blank's id and 0 exchanged. */
    const renamed = batch.map(({ labels }) => labels.map((id) => (id === blank ? 0 : id)));
    // What stands behind the last label is no class, and what stands behind the last frame is no number.
    const padded = renamed.map((labels) => [...labels, 99, -7, 99].slice(0, 3));
    const logits = scores.map((rows, row) =>
      rows.map((frame, index) => (index < (batch[row]?.frames ?? 0) ? frame : [nan, nan, nan])),
    );
    const options = {
      labelLengths: batch.map(({ labels }) => labels.length),
      logitLengths: batch.map(({ frames }) => frames),
      blank,
    };
    const evaluate = (x: tf.Tensor) =>
      ctc(tf.tensor2d(padded, [7, 3], 'int32'), x, { ...options, reduction: 'none' });
    const x = tf.tensor3d(logits);
    const expected = renamed.map((labels, row) =>
      lossOfAllPaths(labels, (scores[row] ?? []).slice(0, batch[row]?.frames), blank),
    );
    expect(evaluate(x)).toBeAllClose(expected);

    const slopes = logits.map((rows, row) =>
      rows.map((frame, index) =>
        frame.map((_, id) => {
          const { labels = [], frames = 0 } = { ...batch[row], labels: renamed[row] };
          if (index >= frames) return 0;
          const at = (h: number) =>
            lossOfAllPaths(
              labels,
              rows.slice(0, frames).map((f, i) => f.map((z, c) => (i === index && c === id ? z + h : z))),
              blank,
            );
          return (at(1e-6) - at(-1e-6)) / 2e-6;
        }),
      ),
    );
    expect(tf.grad((t) => tf.sum(evaluate(t)))(x)).toBeAllClose(slopes, { rtol: 1e-4 });
  });
});

describe('without any alignment', () => {
  const labels = tf.tensor2d(
    [
      [1, 1],
      [1, 2],
      [1, 2],
    ],
    [3, 2],
    'int32',
  );
  const logits = tf.tensor3d([
    [
      [1, 2, 3],
      [0, 1, 0],
    ],
    [
      [1, 2, 3],
      [0, 1, 0],
    ],
    [
      [1, 2, 3],
      [0, 1, 0],
    ],
  ]);
  const logitLengths = [2, 1, 2];

  test('the loss is infinite and the gradient NaN, for that row alone', () => {
    const loss = (x: tf.Tensor) => ctc(labels, x, { logitLengths, reduction: 'none' });
    const [, , possible = nan] = loss(logits).dataSync();
    expect(loss(logits)).toBeAllClose([infinity, infinity, possible]);
    const gradient = tf.grad((x) => tf.sum(loss(x)))(logits);
    const alone = tf.grad((x) => tf.sum(ctc(tf.slice(labels, 2), x)))(tf.slice(logits, 2));
    expect(gradient).toBeAllClose([Array(9).fill(nan), 0, 0, 0, ...alone.dataSync()], { equalNaN: true });
  });

  test('zeroInfinity makes both 0, and the row still counts in the mean', () => {
    const loss = (x: tf.Tensor) => ctc(labels, x, { logitLengths, zeroInfinity: true });
    const alone = (x: tf.Tensor) => ctc(tf.slice(labels, 2), tf.slice(x, 2));
    expect(loss(logits)).toBeAllClose(tf.div(alone(logits), 3));
    expect(tf.grad(loss)(logits)).toBeAllClose(tf.div(tf.grad(alone)(logits), 3));
  });

  test('a masked row is masked out, whatever its lengths', () => {
    const options = { logitLengths: [2, 77, 2], labelLengths: [2, 0.5, 2], mask: [false, false, true] };
    const loss = (x: tf.Tensor) => ctc(labels, x, options);
    expect(loss(logits)).toBeAllClose(ctc(tf.slice(labels, 2), tf.slice(logits, 2)));
    expect(tf.slice(tf.grad(loss)(logits), 0, 2)).toBeAllClose(Array(12).fill(0), { atol: 0 });
  });
});

test('a row is NaN whose label is the blank or no class, or whose length is none of that row', () => {
  const logits = tf.zeros([4, 3, 3]);
  const labels = tf.tensor2d(
    [
      [0, 1],
      [1, 3],
      [-1, 1],
      [1, 2],
    ],
    [4, 2],
    'int32',
  );
  const values = ctc(labels, logits, { reduction: 'none' }).arraySync();
  expect(values).toEqual([nan, nan, nan, expect.closeTo(Math.log(27 / 5))]);
  const right = tf.tensor2d(Array(4).fill([1, 2]), [4, 2], 'int32');
  for (const wrong of [{ labelLengths: [3, -1, 0.5, 2] }, { logitLengths: [4, -1, 2.5, 3] }]) {
    expect(ctc(right, logits, { ...wrong, reduction: 'none' })).toBeAllClose(
      [nan, nan, nan, Math.log(27 / 5)],
      {
        equalNaN: true,
      },
    );
  }
});

test('refuses labels of another shape or dtype, and a blank that is no class', () => {
  const labels = tf.zeros([2, 3], 'int32');
  const logits = tf.zeros([2, 4, 5]);
  expect(() => ctc(tf.zeros([4, 3], 'int32'), logits)).toThrow(
    'ctc: expected labels of shape [2,length] for logits [2,4,5], got [4,3].',
  );
  expect(() => ctc(tf.zeros([2, 3]), logits)).toThrow(
    "ctc: expected labels of dtype int32, got float32; use tf.cast(labels, 'int32').",
  );
  expect(() => ctc(labels, tf.zeros([4]))).toThrow(
    'ctc: expected logits of shape [...,time,classes] with at least one class, got [4].',
  );
  expect(() => ctc(labels, logits, { blank: 5 })).toThrow(
    'ctc: expected blank below the number of classes, 5, got 5.',
  );
  expect(() => ctc(labels, logits, { labelLengths: [1, 2, 3] })).toThrow(
    'ctc: expected labelLengths broadcastable',
  );
});

test('500 frames and 100 labels keep their digits', () => {
  const [frames, length, classes] = [500, 100, 101];
  const logOfFactorial = (n: number) =>
    Array.from({ length: n }, (_, i) => Math.log(i + 1)).reduce((a, b) => a + b, 0);
  const logOfChoice = (n: number, k: number) => logOfFactorial(n) - logOfFactorial(k) - logOfFactorial(n - k);
  const labels = tf.tensor2d([Array.from({ length }, (_, index) => index + 1)], [1, length], 'int32');
  const logits = tf.zeros([1, frames, classes]);
  // Where all classes are equally likely the alignments only have to be counted.
  expect(ctc(labels, logits)).toBeAllClose(
    frames * Math.log(classes) - logOfChoice(frames + length, 2 * length),
  );

  // With k blanks: those in 101 gaps, and the other frames in 100 runs.
  const blanks = Array.from({ length: frames - length + 1 }, (_, k) => k);
  const logCounts = blanks.map(
    (k) => logOfChoice(frames - k - 1, length - 1) + logOfChoice(k + length, length),
  );
  const expectedBlanks = blanks.reduce(
    (sum, k) => sum + k * Math.exp((logCounts[k] ?? nan) - logSumExp(logCounts)),
    0,
  );
  const gradient = tf.grad((x) => ctc(labels, x))(logits);
  const ofBlank = tf.sum(tf.slice(gradient, [0, 0, 0], [1, frames, 1]));
  expect(ofBlank).toBeAllClose(frames / classes - expectedBlanks);
  expect(tf.sum(gradient, -1)).toBeAllClose(Array(frames).fill(0));
});

test('a frame with an infinite score makes its row NaN, also where infinite losses are left out', () => {
  const logits = tf.tensor3d([
    [
      [0, 0, infinity],
      [0, 0, 0],
    ],
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
  ]);
  const loss = ctc(tf.tensor2d([[1], [1]], [2, 1], 'int32'), logits, {
    zeroInfinity: true,
    reduction: 'none',
  });
  expect(loss).toBeAllClose([nan, Math.log(3)], { equalNaN: true });
  // No alignment of three labels with two frames either.
  const tooLong = tf.tensor2d([[1, 2, 1]], [1, 3], 'int32');
  expect(ctc(tooLong, tf.slice(logits, 0, 1), { zeroInfinity: true })).toBeAllClose(nan, { equalNaN: true });
});

test('rows of many labels are apart, and the slope of a multiple is that multiple', () => {
  const [frames, length, classes] = [15, 12, 4];
  const ids = Array.from({ length: 2 * length }, (_, index) => 1 + (index % 3));
  const labels = tf.tensor2d(ids, [2, length], 'int32');
  const logits = tf.sin(tf.reshape(tf.range(0, 2 * frames * classes), [2, frames, classes]));
  const both = ctc(labels, logits, { reduction: 'none' });
  tf.unstack(both).forEach((loss, row) => {
    const alone = ctc(tf.slice(labels, row, 1), tf.slice(logits, row, 1));
    expect(loss).toBeAllClose(alone);
  });

  const [one, first] = [tf.slice(labels, 0, 1), tf.slice(logits, 0, 1)];
  const slope = tf.grad((x) => ctc(one, x))(first);
  expect(tf.grad((x) => tf.mul(3, ctc(one, x)))(first)).toBeAllClose(tf.mul(3, slope));
  expect(tf.max(tf.abs(tf.slice(slope, [0, frames - 1, 0], [1, 1, classes]))).dataSync()[0]).toBeGreaterThan(
    0.01,
  );
});
