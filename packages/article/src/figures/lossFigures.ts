import {
  binaryCrossEntropy,
  binaryFocal,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  smoothL1,
} from '@losskit/losses';
import { type LossCurve, lossCurves } from '@losskit/report';
import * as tf from '@tensorflow/tfjs-core';

import { numbersOf, slopesOf, spaced } from '../probe.ts';
import type { Figure } from './Figure.ts';

const RESIDUALS = spaced(-3, 3, 241);
const PROBABILITIES = spaced(0.01, 0.99, 197);

/** A curve with its slopes, from the loss of one element as a function of x. */
export function sampleCurve(
  label: string,
  xs: readonly number[],
  curve: (x: tf.Tensor) => tf.Tensor,
): LossCurve {
  const values = numbersOf(() => curve(tf.tensor1d([...xs])));
  const slopes = slopesOf(curve, xs);
  return {
    label,
    points: xs.map((x, index) => ({
      x,
      value: values[index] ?? Number.NaN,
      slope: slopes[index] ?? Number.NaN,
    })),
  };
}

const NONE = { reduction: 'none' } as const;
const target = (x: tf.Tensor, value: number) => tf.fill(x.shape, value);
const logit = (p: tf.Tensor) => tf.log(tf.div(p, tf.sub(1, p)));

const OVER_RESIDUAL = ['ŷ − y'];

function figure(name: string, curves: readonly LossCurve[], x: readonly string[], slope: string): Figure {
  const spec = lossCurves(curves, x, ['ℓ', slope]);
  return { name, spec: { ...spec, background: 'transparent', padding: 4 } };
}

/** The curves of the losses that the articles explain, each with its gradient. Needs a backend. */
export function lossFigures(): Figure[] {
  const mae = sampleCurve('MAE (L1)', RESIDUALS, (x) => meanAbsoluteError(target(x, 0), x, NONE));
  const mse = sampleCurve('MSE (L2)', RESIDUALS, (x) => meanSquaredError(target(x, 0), x, NONE));
  return [
    figure('mae-mse', [mae, mse], OVER_RESIDUAL, '∂ℓ/∂ŷ'),
    figure(
      'cross-entropy',
      [1, 0].map((y) =>
        sampleCurve(`CE, y = ${y}`, PROBABILITIES, (p) => binaryCrossEntropy(target(p, y), p, NONE)),
      ),
      ['ŷ'],
      '∂ℓ/∂ŷ',
    ),
    figure(
      'l1-l2-smooth-l1',
      [mae, mse, sampleCurve('smooth L1, β = 1', RESIDUALS, (x) => smoothL1(target(x, 0), x, NONE))],
      OVER_RESIDUAL,
      '∂ℓ/∂ŷ',
    ),
    figure(
      'huber',
      [0.25, 0.5, 1, 2].map((delta) =>
        sampleCurve(`Huber, δ = ${delta}`, RESIDUALS, (x) => huber(target(x, 0), x, { ...NONE, delta })),
      ),
      OVER_RESIDUAL,
      '∂ℓ/∂ŷ',
    ),
    figure(
      'focal',
      [0, 0.5, 1, 2, 5].map((gamma) =>
        sampleCurve(`γ = ${gamma}`, PROBABILITIES, (p) =>
          binaryFocal(target(p, 1), logit(p), { ...NONE, gamma }),
        ),
      ),
      ['pₜ'],
      '∂ℓ/∂pₜ',
    ),
  ];
}
