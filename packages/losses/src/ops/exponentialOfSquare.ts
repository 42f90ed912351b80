import * as tf from '@tensorflow/tfjs-core';

import type { CustomGradient } from '../autodiff/customGradient.ts';
import { exp } from './exp.ts';
import { rhoAndPsi } from './rhoAndPsi.ts';
import { squarableRatio } from './squarableRatio.ts';

/**
 * (exp(rate · z²) − 1) / (2 · rate) for z = residual / scale of any size: z² / 2 near 0, and the limits of
 * Barron's family for the rates ±1/2.
 */
export function exponentialOfSquare(residual: tf.Tensor, scale: number, rate: number): CustomGradient {
  const exponent = (z: tf.Tensor) => tf.mul(rate, tf.square(z));
  return rhoAndPsi(
    residual,
    (r) => tf.mul(1 / (2 * rate), tf.expm1(exponent(squarableRatio(r, scale)))),
    (dy, r) => {
      const z = squarableRatio(r, scale);
      return tf.mul(dy, tf.div(tf.mul(z, exp(exponent(z))), scale));
    },
  );
}
