import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { type Plane, planesOf, remembered } from '../../fixtures/pixelsOf.ts';
import { clDice } from './clDice.ts';

/** A picture of what is chosen among each pixel and those at these offsets, as far as they are there. */
function chosen(
  plane: Plane,
  offsets: readonly (readonly [number, number])[],
  choose: (first: number, second: number) => number,
): Plane {
  return plane.map((line, row) =>
    line.map((value, column) => {
      let best = value;
      for (const [down, right] of offsets) best = choose(best, plane[row + down]?.[column + right] ?? value);
      return best;
    }),
  );
}

const CROSS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;
const SQUARE = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => [down, right] as const));

function skeletonOf(plane: Plane, iterations: number): Plane {
  let left = plane;
  let skeleton = plane.map((line) => line.map(() => 0));
  for (let round = 0; round <= iterations; round++) {
    const shrunk = chosen(left, CROSS, Math.min);
    const opened = chosen(shrunk, SQUARE, Math.max);
    skeleton = skeleton.map((line, row) =>
      line.map((s, column) => {
        const found = Math.max(0, (left[row]?.[column] ?? 0) - (opened[row]?.[column] ?? 0));
        return s + Math.max(0, found * (1 - s));
      }),
    );
    left = shrunk;
  }
  return skeleton;
}

const skeletonsAfter = [0, 1, 2, 3].map((iterations) => remembered((plane) => skeletonOf(plane, iterations)));

function areaOf(first: readonly Plane[], second: readonly Plane[], weights: readonly number[]): number {
  let area = 0;
  first.forEach((plane, id) => {
    plane.forEach((line, row) => {
      line.forEach((value, column) => {
        area += value * (second[id]?.[row]?.[column] ?? 0) * (weights[id] ?? 0);
      });
    });
  });
  return area;
}

testLoss(clDice, {
  options: [{}, { iterations: 0, smooth: 0.25 }, { iterations: 1, classWeights: [0, 1, 2, 0.5] }],
  inputsReference(
    [labels = [], probabilities = []],
    { iterations = 3, smooth = 1, classWeights = [1, 1, 1, 1] },
    [there = []],
  ) {
    const [truth, predicted] = [planesOf(labels), planesOf(probabilities)];
    const share = (thin: readonly Plane[], mask: readonly Plane[]) => {
      const ones = thin.map((plane) => plane.map((line) => line.map(() => 1)));
      return (areaOf(thin, mask, classWeights) + smooth) / (areaOf(thin, ones, classWeights) + smooth);
    };
    const skeletons = (planes: readonly Plane[]) => planes.map(skeletonsAfter[iterations] ?? (() => []));
    const [precision, sensitivity] = [
      share(skeletons(predicted), truth),
      share(skeletons(planesOf(there)), predicted),
    ];
    return 1 - (2 * precision * sensitivity) / (precision + sensitivity);
  },
});

describe('clDice', () => {
  const line = (middle: number) =>
    tf.tensor3d([
      [[0], [0], [0], [0], [0]],
      [[1], [1], [middle], [1], [1]],
      [[0], [0], [0], [0], [0]],
    ]);

  test('a gap in a line costs, a thicker line does not', () => {
    const thick = tf.tensor3d([
      [[1], [1], [1], [1], [1]],
      [[1], [1], [1], [1], [1]],
      [[1], [1], [1], [1], [1]],
    ]);
    const options = { smooth: 0 };
    expect(clDice(line(1), line(1), options)).toBeAllClose(0);
    // All of what is predicted is in the line, and four fifths of the line are predicted.
    expect(clDice(line(1), line(0), options)).toBeAllClose(1 / 9);
    // The skeleton of what fills the picture is found by no erosion: only its recall counts.
    expect(clDice(line(1), thick, { smooth: 1 })).toBeAllClose(0);
  });

  test('a picture without any of it agrees with a prediction of nothing', () => {
    const nothing = tf.zeros([4, 4, 1]);
    expect(clDice(nothing, nothing)).toBeAllClose(0, { atol: 0 });
    const slope = tf.grad((x) => clDice(nothing, x, { smooth: 0 }))(nothing);
    for (const number of slope.dataSync()) expect(number).toSatisfy(Number.isFinite);
  });
});
