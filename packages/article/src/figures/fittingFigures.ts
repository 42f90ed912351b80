import { linePanels } from '@losskit/report';

import { drawPoints, errorsByDegree, fitPolynomial, trueCurve } from '../experiments/polynomialFits.ts';
import { drawRegression, LAMBDAS, lassoWeights, ridgeWeights } from '../experiments/regularizationPath.ts';
import { spaced } from '../probe.ts';
import type { Figure } from './Figure.ts';

const LINE = 'line' as const;

/** Too stiff, about right and too supple, beside the truth. */
function overfitting(): Figure {
  const points = drawPoints(0, 'training', 16);
  const xs = spaced(-1, 1, 161);
  const curve = (f: (x: number) => number) => xs.map((x) => ({ x, y: f(x) }));
  const panels = [1, 3, 12].map((degree) => ({
    title: `d = ${degree}`,
    x: { title: 'x', domain: [-1, 1] as const },
    y: { title: 'y', domain: [-2, 2] as const },
    series: [
      { kind: 'points' as const, points: points.xs.map((x, row) => ({ x, y: points.ys[row] ?? 0 })) },
      { kind: LINE, points: curve(trueCurve) },
      { label: 'MSE', kind: LINE, points: curve(fitPolynomial(points, degree)) },
    ],
  }));
  const description =
    'Polynomials of degree 1, 3 and 12 through the same 16 points, with the true curve in grey.';
  return { name: 'overfitting', spec: linePanels(panels, { width: 200, height: 200, description }) };
}

/** Error on the fitted points and on fresh ones, by degree. */
function errorByDegree(): Figure {
  const errors = errorsByDegree();
  const series = (['train', 'test'] as const).map((part) => ({
    label: part,
    kind: LINE,
    points: errors.map(({ degree, errors: parts }) => ({ x: degree, y: parts[part].value })),
  }));
  const panel = {
    title: 'RMSE',
    x: { title: 'd', domain: [0, 12] as const },
    y: { title: 'RMSE', domain: [0.1, 300] as const, logarithmic: true },
    series,
  };
  const description = 'Error on training and test points by the degree of the polynomial.';
  return { name: 'error-by-degree', spec: linePanels([panel], { width: 420, height: 220, description }) };
}

/** Weights under an L1 and an L2 penalty of growing strength. */
function weightPaths(): Figure {
  const regression = drawRegression();
  const panels = [
    { title: 'L1: λ Σ|w|', weightsOf: lassoWeights },
    { title: 'L2: ½ λ Σw²', weightsOf: ridgeWeights },
  ].map(({ title, weightsOf }) => {
    const paths = LAMBDAS.map((lambda) => weightsOf(regression, lambda));
    return {
      title,
      x: { title: 'λ', domain: [0.01, 31.6] as const, logarithmic: true },
      y: { title: 'w', domain: [-2.5, 3.5] as const },
      series: (paths[0] ?? []).map((_, place) => ({
        label: `w${'₁₂₃₄₅₆'[place] ?? ''}`,
        kind: LINE,
        points: LAMBDAS.map((x, index) => ({ x, y: paths[index]?.[place] ?? 0 })),
      })),
    };
  });
  const description =
    'Six weights of a linear regression as the strength of an L1 and of an L2 penalty grows.';
  return { name: 'weight-paths', spec: linePanels(panels, { width: 300, height: 240, description }) };
}

/** Too little fitted, too much fitted, and held back. */
export function fittingFigures(): Figure[] {
  return [overfitting(), errorByDegree(), weightPaths()];
}
