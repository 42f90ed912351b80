import { type AnyLoss, defineLoss, elementwise } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { secondDerivativeChecks } from './secondDerivativeChecks.ts';

function lossBy(formula: (residual: tf.Tensor) => tf.Tensor, twiceDifferentiable: boolean): AnyLoss {
  return defineLoss(
    {
      name: 'example',
      family: 'regression',
      target: 'continuous',
      prediction: 'values',
      layout: elementwise(
        [
          ['yTrue', 'targets'],
          ['yPred', 'predictions'],
        ],
        0,
      ),
      twiceDifferentiable,
    },
    (_options, yTrue: tf.Tensor, yPred: tf.Tensor) => formula(tf.sub(yPred, yTrue)),
  );
}

const spec = { options: [{}], reference: (yTrue: number, yPred: number) => (yPred - yTrue) ** 2 };

function run(loss: AnyLoss): void {
  for (const check of secondDerivativeChecks(loss, spec)) check.run();
}

/** A gradient that is right and that tfjs takes for a constant. */
const frozenGradient = (residual: tf.Tensor) => {
  const slope = tf.tensor(residual.dataSync(), residual.shape);
  const custom = tf.customGrad(() => ({
    value: tf.square(residual),
    gradFunc: (dy: tf.Tensor) => tf.mul(dy, tf.mul(2, slope)),
  }));
  return custom(residual);
};

test('a second derivative that is promised must be right', () => {
  expect(() => run(lossBy(tf.square, true))).not.toThrow();
  expect(() => run(lossBy((r) => tf.mul(tf.square(r), 1.01), true))).toThrow('second derivatives');
  expect(() => run(lossBy(frozenGradient, true))).toThrow();
});

test('one that is not promised must be refused', () => {
  const refusing = lossBy(tf.square, false);
  expect(() => run(refusing)).not.toThrow();
  const silent: AnyLoss = { ...refusing, evaluate: lossBy(tf.square, true).evaluate };
  expect(() => run(silent)).toThrow('expected a RangeError, got no error');
});
