import { randomStream } from '@losskit/random';

import { mean, spaced, sum } from '../probe.ts';
import { geometricMean, type Quantity } from '../quantity.ts';
import { leastSquares } from './leastSquares.ts';

const POINTS = 16;
const NOISE = 0.3;
const REPETITIONS = 40;
export const DEGREES = Array.from({ length: 13 }, (_, degree) => degree);

/** The curve that draws the points. */
export const trueCurve = (x: number): number => Math.sin(Math.PI * x);

/** Legendre polynomials of degree 0 … `degree` at x: the same fits as with powers of x, but well conditioned. */
export function legendre(degree: number, x: number): number[] {
  const values = [1, x];
  for (let n = 1; n < degree; n++) {
    values.push(((2 * n + 1) * x * (values[n] ?? 0) - n * (values[n - 1] ?? 0)) / (n + 1));
  }
  return values.slice(0, degree + 1);
}

export interface Points {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** Noisy points of the curve. */
export function drawPoints(repetition: number, purpose: string, count: number): Points {
  const stream = randomStream(repetition, `polynomial ${purpose}`);
  const xs = Array.from({ length: count }, () => stream.uniform(-1, 1));
  return { xs, ys: xs.map((x) => trueCurve(x) + stream.normal(0, NOISE)) };
}

/** Fits a polynomial by least squares, with an L2 penalty of `ridge` on its coefficients. */
export function fitPolynomial({ xs, ys }: Points, degree: number, ridge = 0): (x: number) => number {
  const rows = xs.map((x) => legendre(degree, x));
  const weights = leastSquares(rows, ys, ridge);
  return (x) => sum(legendre(degree, x).map((value, index) => value * (weights[index] ?? 0)));
}

/** Root mean squared error of a curve on points. */
export function errorOn(curve: (x: number) => number, { xs, ys }: Points): number {
  return Math.sqrt(mean(xs.map((x, index) => (curve(x) - (ys[index] ?? 0)) ** 2)));
}

/** Error on the points that were fitted and on fresh ones. */
export interface FitErrors {
  readonly train: Quantity;
  readonly test: Quantity;
}

/** @param first - The first of the repetitions. */
function errorsOf(degree: number, ridge: number, first = 0): FitErrors {
  const pairs = Array.from({ length: REPETITIONS }, (_, index) => {
    const repetition = first + index;
    const train = drawPoints(repetition, 'training', POINTS);
    const curve = fitPolynomial(train, degree, ridge);
    return {
      train: errorOn(curve, train),
      test: errorOn(curve, drawPoints(repetition, 'test', 200)),
    };
  });
  return {
    train: geometricMean(pairs.map((pair) => pair.train)),
    test: geometricMean(pairs.map((pair) => pair.test)),
  };
}

/** Errors by degree, from too simple to too supple. */
export function errorsByDegree(): { readonly degree: number; readonly errors: FitErrors }[] {
  return DEGREES.map((degree) => ({ degree, errors: errorsOf(degree, 0) }));
}

const SUPPLE = 10;
const RIDGES = spaced(-4, 3, 15).map((exponent) => 10 ** exponent);

/** Error on fresh points of the polynomial of degree 10 under an L2 penalty. */
export function errorOfRidge(ridge: number): Quantity {
  return errorsOf(SUPPLE, ridge).test;
}

/**
 * The strength of the penalty that suits the polynomial of degree 10, chosen on repetitions of their own: those that show how good
 * it is have no part in choosing it.
 */
export function bestRidge(): number {
  const tried = RIDGES.map((ridge) => ({ ridge, error: errorsOf(SUPPLE, ridge, REPETITIONS).test.value }));
  return tried.reduce((best, one) => (one.error < best.error ? one : best)).ridge;
}
