import { testBatchDependentLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { testSampleLoss } from '../../fixtures/testSampleLoss.ts';
import { sinkhorn } from './sinkhorn.ts';

type Sample = readonly (readonly number[])[];

const halfSquare = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, component) => sum + (value - (b[component] ?? 0)) ** 2, 0) / 2;

const softMinimum = (numbers: readonly number[], epsilon: number) => {
  const least = Math.min(...numbers);
  const sum = numbers.reduce((total, number) => total + Math.exp((least - number) / epsilon), 0);
  return least - epsilon * Math.log(sum / numbers.length);
};

const costsOf = (points: Sample, others: Sample) =>
  points.map((point) => others.map((other) => halfSquare(point, other)));

/** The potential of each point of one sample that the other one's potentials leave it. */
const answer = (costs: Sample, potentials: readonly number[], epsilon: number) =>
  costs.map((ofPoint) =>
    softMinimum(
      ofPoint.map((cost, j) => cost - (potentials[j] ?? 0)),
      epsilon,
    ),
  );

/** Potentials of both samples by Sinkhorn's own steps in turn, until they stay. */
function converge(first: Sample, second: Sample, blur: number) {
  const [costs, turned] = [costsOf(first, second), costsOf(second, first)];
  let f: number[] = [];
  let g = second.map(() => 0);
  for (let step = 0; step < 1e5; step++) {
    f = answer(costs, g, blur ** 2);
    const next = answer(turned, f, blur ** 2);
    const change = Math.max(...next.map((value, j) => Math.abs(value - (g[j] ?? 0))));
    g = next;
    if (change < 1e-11) break;
  }
  return { f, g };
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

/** What was found last: slopes ask for it over and over. */
let known: { readonly key: string; readonly potentials: ReturnType<typeof converge>[] } | undefined;

function potentialsAt(ys: Sample, xs: Sample, blur: number) {
  const key = JSON.stringify([ys, xs, blur]);
  if (known?.key === key) return known.potentials;
  const pairs = [
    [ys, xs],
    [ys, ys],
    [xs, xs],
  ] satisfies [Sample, Sample][];
  known = { key, potentials: pairs.map(([a, b]) => converge(a, b, blur)) };
  return known.potentials;
}

testBatchDependentLoss(sinkhorn, {
  options: [{ blur: 4 }, { blur: 30 }],
  // Each pair of samples by itself; plans, and the rows that mass goes to, are those of `at`.
  reference(rows, { blur }, at) {
    const samplesOf = (batch: typeof rows) => [0, 1].map((input) => batch.map((row) => row[input] ?? []));
    const [ys = [], xs = []] = samplesOf(rows);
    const [fixedYs = [], fixedXs = []] = samplesOf(at);
    const [cross, ofYs, ofXs] = potentialsAt(fixedYs, fixedXs, blur);
    const last = (points: Sample, others: Sample, potentials: readonly number[] = []) =>
      mean(answer(costsOf(points, others), potentials, blur ** 2));
    // Of a sample with itself, which potentials are of the one and which of the other is not said: half of each.
    const own = (points: Sample, fixed: Sample, { f, g }: Partial<ReturnType<typeof converge>> = {}) =>
      (last(points, fixed, f) + last(points, fixed, g)) / 2;
    return [
      last(ys, fixedXs, cross?.g) +
        last(xs, fixedYs, cross?.f) -
        own(ys, fixedYs, ofYs) -
        own(xs, fixedXs, ofXs),
    ];
  },
});

testSampleLoss(sinkhorn);

test('of two rows it is half their squared distance, whatever the blur', () => {
  for (const blur of [1e-3, 1, 100]) {
    expect(sinkhorn(tf.tensor2d([[0, 0]]), tf.tensor2d([[3, 4]]), { blur })).toBeAllClose(12.5);
  }
});

test('with a small blur it is the cost of the best assignment, with a large one that of the means', () => {
  const [y, x] = [tf.tensor2d([[0], [1], [7]]), tf.tensor2d([[8], [1.5], [-1]])];
  expect(sinkhorn(y, x, { blur: 0.05 })).toBeAllClose((1 + 0.25 + 1) / 6);
  expect(sinkhorn(y, x, { blur: 1e4 })).toBeAllClose((8 / 3 - 8.5 / 3) ** 2 / 2, { rtol: 1e-3 });
});

test.each([-3.5, 500])('is the same wherever both samples are, also before it has converged, by %d', (by) => {
  const [y, x] = [tf.tensor2d([[0], [1], [7], [3]]), tf.tensor2d([[8], [1.5], [-1], [4]])];
  const options = { blur: 0.2, iterations: 4 };
  const moved = sinkhorn(tf.add(y, by), tf.add(x, by), options);
  expect(moved).toBeAllClose(sinkhorn(y, x, options), { rtol: 1e-5 });
});

test('converged, its gradient is the slope of its value', () => {
  const y = tf.randomNormal([6, 2], 0, 1, 'float32', 4);
  const x = tf.randomNormal([6, 2], 1, 1, 'float32', 5);
  const moves = tf.mul(tf.reshape(tf.eye(12), [12, 6, 2]), 0.01);
  const values = (moved: tf.Tensor) =>
    sinkhorn(tf.tile(tf.expandDims(y), [12, 1, 1]), moved, { perSample: true, reduction: 'none' });
  const slopes = tf.div(tf.sub(values(tf.add(x, moves)), values(tf.sub(x, moves))), 0.02);
  const gradient = tf.grad((moved) => sinkhorn(y, moved))(x);
  expect(gradient).toBeAllClose(tf.reshape(slopes, [6, 2]), { rtol: 1e-3, atol: 1e-4 });
});

test('scales with the square of the numbers, however large or small they are', () => {
  const [y, x] = [tf.tensor2d([[0], [2]]), tf.tensor2d([[1], [4]])];
  const wanted = sinkhorn(y, x, { blur: 0.5 });
  for (const scale of [1e-15, 1e-3, 1e15]) {
    const scaled = sinkhorn(tf.mul(scale, y), tf.mul(scale, x), { blur: 0.5 * scale });
    expect(tf.div(tf.div(scaled, scale), scale)).toBeAllClose(wanted);
  }
  const slopes = tf.grad((moved) => sinkhorn(tf.mul(1e25, y), moved))(tf.mul(1e25, x));
  expect(tf.div(slopes, 1e25)).toBeAllClose([0.5, 1]);
});

test('its defaults are a blur of 0.5 and 100 iterations', () => {
  const [y, x] = [tf.tensor2d([[0], [0.1], [0.25]]), tf.tensor2d([[0.05], [0.3], [0.2]])];
  expect(sinkhorn(y, x)).toBeAllClose(sinkhorn(y, x, { blur: 0.5, iterations: 100 }), { rtol: 0, atol: 0 });
  expect(sinkhorn(y, x, { iterations: 1 }).dataSync()[0]).not.toBe(sinkhorn(y, x).dataSync()[0]);
});

test('a blur of 0 and no iterations are refused', () => {
  const one = tf.zeros([1, 1]);
  expect(() => sinkhorn(one, one, { blur: 0 })).toThrow('sinkhorn: expected blur > 0, got 0.');
  expect(() => sinkhorn(one, one, { iterations: 0 })).toThrow('sinkhorn: expected iterations');
});
