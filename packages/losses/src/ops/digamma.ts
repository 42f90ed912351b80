import * as tf from '@tensorflow/tfjs-core';

import { withGradient } from '../autodiff/withGradient.ts';

/** From here on the asymptotic series are as exact as float32. */
const LARGE = 5;
/** How far smaller numbers, from 1 on, are moved up. */
const STEPS = 3;

/** Σ over the steps of term(x + step, step), for numbers that are moved up, and 0 for the others. */
function sumOfSteps(x: tf.Tensor, isSmall: tf.Tensor, term: (moved: tf.Tensor, step: number) => tf.Tensor) {
  const held = tf.minimum(x, LARGE);
  const terms = Array.from({ length: STEPS }, (_, step) => term(tf.add(held, step), step));
  return tf.mul(isSmall, tf.addN(terms));
}

/** Σ c_i · x^i, of the first coefficient on. */
function polynomial(x: tf.Tensor, coefficients: readonly number[]): tf.Tensor {
  return coefficients
    .slice(0, -1)
    .reduceRight<tf.Tensor>(
      (sum, c) => tf.add(tf.mul(sum, x), c),
      tf.fill(x.shape, coefficients.at(-1) ?? 0),
    );
}

/** Where the series are taken: at the number, or some steps above it. */
function seriesAt(x: tf.Tensor) {
  const isSmall = tf.cast(tf.less(x, LARGE), 'float32');
  const moved = tf.add(x, tf.mul(STEPS, isSmall));
  const inverse = tf.div(1, moved);
  return { isSmall, moved, inverse, square: tf.square(inverse) };
}

/** ψ'(x) for x ≥ 1. */
export function trigamma(x: tf.Tensor): tf.Tensor {
  const { isSmall, inverse, square } = seriesAt(x);
  const tail = tf.mul(square, polynomial(square, [1 / 6, -1 / 30, 1 / 42, -1 / 30]));
  const series = tf.mul(inverse, tf.add(tf.add(1, tf.mul(0.5, inverse)), tail));
  return tf.add(
    series,
    sumOfSteps(x, isSmall, (moved) => tf.square(tf.div(1, moved))),
  );
}

function digammaOf(x: tf.Tensor): tf.Tensor {
  const { isSmall, moved, inverse, square } = seriesAt(x);
  const tail = tf.mul(square, polynomial(square, [1 / 12, -1 / 120, 1 / 252, -1 / 240]));
  const series = tf.sub(tf.log(moved), tf.add(tf.mul(0.5, inverse), tail));
  return tf.sub(
    series,
    sumOfSteps(x, isSmall, (held) => tf.div(1, held)),
  );
}

/**
 * ψ(x), the derivative of log Γ(x), for x ≥ 1.
 *
 * @see M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 1964, 6.3.5 and 6.3.18
 */
export function digamma(x: tf.Tensor): tf.Tensor {
  return withGradient(x, digammaOf, (dy, value) => tf.mul(dy, trigamma(value)));
}

/**
 * log Γ(1 + x) − x ψ(1 + x) + x for x ≥ 0: 0 at 0, and ½ log x + 0.4189 far out, where log Γ and ψ by themselves would
 * swallow each other's digits. Its derivative is 1 − x ψ'(1 + x).
 */
export function entropyOfGamma(x: tf.Tensor): tf.Tensor {
  return withGradient(
    x,
    (value) => {
      const shape = tf.add(value, 1);
      const { isSmall, moved, inverse, square } = seriesAt(shape);
      const stirling = tf.mul(inverse, polynomial(square, [1 / 12, -1 / 360, 1 / 1260, -1 / 1680]));
      const tail = polynomial(square, [1 / 12, -1 / 120, 1 / 252, -1 / 240]);
      // (m − 1) times the tail of ψ(m).
      const ofDigamma = tf.sub(tf.mul(inverse, tail), tf.mul(square, tail));
      const series = tf.addN([
        tf.mul(0.5, tf.log(moved)),
        tf.mul(-0.5, inverse),
        stirling,
        ofDigamma,
        tf.fill(value.shape, Math.log(2 * Math.PI) / 2 - 0.5),
      ]);
      const ofSteps = sumOfSteps(shape, isSmall, (held, step) =>
        tf.add(tf.log(held), tf.div(step + 1, held)),
      );
      return tf.sub(tf.add(series, tf.mul(tf.mul(STEPS, isSmall), digammaOf(moved))), ofSteps);
    },
    (dy, value) => {
      const shape = tf.add(value, 1);
      const inverse = tf.div(1, shape);
      const square = tf.square(inverse);
      // 1 − (m − 1) ψ'(m) for large m, whose parts are near 1 both.
      const tail = tf.mul(square, polynomial(square, [1 / 6, -1 / 30, 1 / 42, -1 / 30]));
      const far = tf.addN([tf.mul(0.5, inverse), tf.mul(0.5, square), tf.neg(tail), tf.mul(inverse, tail)]);
      const near = tf.sub(1, tf.mul(tf.minimum(value, LARGE), trigamma(tf.minimum(shape, LARGE + 1))));
      return tf.mul(dy, tf.where(tf.less(shape, LARGE), near, far));
    },
  );
}
