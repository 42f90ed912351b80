import { backend_util } from '@tensorflow/tfjs-core';

import type { Local } from '../wasm/FunctionBuilder.ts';
import { doubleExponential } from './doubleExponential.ts';
import type { Expression, VectorArithmetic } from './VectorArithmetic.ts';

const { ERF_P, ERF_A1, ERF_A2, ERF_A3, ERF_A4, ERF_A5 } = backend_util;

/** The error function within 1.5e-7, as tfjs approximates it. */
export function erf(math: VectorArithmetic, x: Local): Expression {
  const size = math.keep(math.absolute(x));
  const t = math.keep(math.divide(1, math.multiplyAdd(size, ERF_P, 1)));
  const factor = math.polynomial(t, [0, ERF_A1, ERF_A2, ERF_A3, ERF_A4, ERF_A5]);
  const decayed = doubleExponential(math, math.negate(math.multiply(size, size)));
  const result = math.subtract(1, math.multiply(factor, decayed));
  return math.select(math.compare(x, 'eq', 0), x, math.withSignOf(x, result));
}
