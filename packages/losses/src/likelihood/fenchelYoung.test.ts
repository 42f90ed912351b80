import { contractChecks, testChecks, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { crossEntropy } from '../classification/crossEntropy.ts';
import { multiclassSparsemax } from '../classification/multiclassSparsemax.ts';
import { fenchelYoung } from '../factories.ts';
import { simplexProjection } from '../ops/simplexProjection.ts';

const softmaxLoss = fenchelYoung((scores) => tf.logSumExp(scores, -1));
/** max_p ⟨z, p⟩ − ½‖p‖², reached by the distribution that is nearest to z. */
const sparsemaxLoss = fenchelYoung((scores) => {
  const nearest = simplexProjection(scores);
  return tf.sum(tf.mul(nearest, tf.sub(scores, tf.div(nearest, 2))), -1);
});

testChecks('fenchelYoung of log-sum-exp', contractChecks(softmaxLoss));
testChecks('fenchelYoung of the conjugate of sparsemax', contractChecks(sparsemaxLoss));

testLoss(sparsemaxLoss, {
  options: [{}],
  // The threshold by halving an interval, as the highest score is never more than 1 above it.
  inputsReference([yTrue = [], scores = []]) {
    // Below the highest, so that far out neither the search nor the sums lose the ones.
    const highest = Math.max(...scores);
    const below = scores.map((z) => z - highest);
    let [low, high] = [-1, 0];
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2;
      const total = below.reduce((sum, z) => sum + Math.max(0, z - middle), 0);
      if (total > 1) low = middle;
      else high = middle;
    }
    const conjugate = below.reduce((sum, z) => {
      const p = Math.max(0, z - low);
      return sum + z * p - p ** 2 / 2;
    }, 0);
    const mass = yTrue.reduce((sum, y) => sum + y, 0);
    return (
      conjugate + highest * (1 - mass) - below.reduce((sum, z, c) => sum + (yTrue[c] ?? Number.NaN) * z, 0)
    );
  },
});

const yTrue = tf.tensor2d([
  [0, 0, 1],
  [0.2, 0.3, 0.5],
]);
const scores = tf.tensor2d([
  [1, 2.5, 3],
  [0.5, 0.25, -1],
]);

describe.each([
  ['of log-sum-exp is cross-entropy', softmaxLoss, crossEntropy, 0],
  [
    'of the conjugate of sparsemax is multiclassSparsemax less a half',
    sparsemaxLoss,
    multiclassSparsemax,
    0.5,
  ],
] as const)('%s', (_, made, known, offset) => {
  test('in value, also with weights', () => {
    for (const options of [{}, { weights: [2, 0.5] }]) {
      expect(tf.add(made(yTrue, scores, options), offset)).toBeAllClose(known(yTrue, scores, options));
    }
  });

  test('in gradient', () => {
    const [got, wanted] = [made, known].map((loss) => tf.grad((x) => loss.evaluate([yTrue, x]))(scores));
    expect(got).toBeAllClose(wanted ?? []);
  });
});

// optax.losses.make_fenchel_young_loss(jax.scipy.special.logsumexp)(scores, targets) of Optax 0.2.8
test('gives what Optax gives', () => {
  expect(softmaxLoss(yTrue, scores, { reduction: 'none' })).toBeAllClose([0.55495692, 1.51911219]);
});

test('what is no softened maximum is refused', () => {
  // @ts-expect-error: no function
  expect(() => fenchelYoung(1)).toThrow('fenchelYoung: expected maxFunction to be a function, got 1.');
  // @ts-expect-error: no tensor
  expect(() => fenchelYoung(() => 1)(yTrue, scores)).toThrow(
    'fenchelYoung: expected maxFunction to return a tensor, got 1.',
  );
  expect(() => fenchelYoung((x) => tf.max(x))(yTrue, scores)).toThrow(
    'fenchelYoung: expected the result of maxFunction and the rows of one shape, got [] and [2].',
  );
});
