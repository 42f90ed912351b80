import { linePanels } from '@losskit/report';

import {
  absoluteGradient,
  descendLine,
  type Line,
  type LinePoints,
  leastSquaresLine,
  lineError,
  linePoints,
} from '../experiments/descendLine.ts';
import { mean, spaced } from '../probe.ts';
import type { Figure } from './Figure.ts';

const SIZE = { width: 300, height: 240 };

const along = ({ intercept, slope }: Line) => [-1, 1].map((x) => ({ x, y: intercept + slope * x }));

/** The line that MAE fits, by descent with steps too small to matter. */
function leastAbsoluteLine(points: LinePoints): Line {
  return descendLine(points, 0.01, 10_000, absoluteGradient).at(-1) ?? { intercept: 0, slope: 0 };
}

/** A line through the same points without and with outliers. */
async function lineFit(): Promise<Figure> {
  const samples = [
    { title: '0 %', points: await linePoints(0) },
    { title: '10 %', points: await linePoints(0.1) },
  ];
  const panels = samples.map(({ title, points }) => {
    return {
      title,
      x: { title: 'x', domain: [-1, 1] as const },
      y: { title: 'y', domain: [0, 70] as const },
      series: [
        { kind: 'points' as const, points: points.xs.map((x, row) => ({ x, y: points.ys[row] ?? 0 })) },
        { label: 'MSE', kind: 'line' as const, points: along(leastSquaresLine(points)) },
        { label: 'MAE', kind: 'line' as const, points: along(leastAbsoluteLine(points)) },
      ],
    };
  });
  const description = 'A line fitted by MSE and by MAE, without outliers and with a tenth of them.';
  return { name: 'line-fit', spec: linePanels(panels, { ...SIZE, description }) };
}

/** The closed curve of all lines whose mean squared error is `extra` above the least. */
function contour(points: LinePoints, best: Line, extra: number) {
  const b = mean(points.xs);
  const c = mean(points.xs.map((x) => x ** 2));
  return spaced(0, 2 * Math.PI, 121).map((angle) => {
    const [u, v] = [Math.cos(angle), Math.sin(angle)];
    const reach = Math.sqrt(extra / (u * u + 2 * b * u * v + c * v * v));
    return { x: best.intercept + reach * u, y: best.slope + reach * v };
  });
}

/** Level lines of the mean squared error over (θ0, θ1), with the way that gradient descent takes. */
async function lossSurface(): Promise<Figure> {
  const points = await linePoints(0.1);
  const best = leastSquaresLine(points);
  const levels = [2, 10, 30, 75, 150, 260, 400];
  const pathOf = (learningRate: number, steps: number) =>
    descendLine(points, learningRate, steps).map(({ intercept, slope }) => ({ x: intercept, y: slope }));
  const panels = [
    {
      title: 'MSE(θ₀, θ₁)',
      x: { title: 'θ₀', domain: [-3, 42] as const },
      y: { title: 'θ₁', domain: [-8, 38] as const },
      series: [
        ...levels.map((extra) => ({ kind: 'line' as const, points: contour(points, best, extra) })),
        { label: 'η = 0.1', kind: 'line' as const, points: pathOf(0.1, 60) },
        { label: 'η = 0.1', kind: 'points' as const, points: pathOf(0.1, 60) },
        { label: 'η = 0.9', kind: 'line' as const, points: pathOf(0.9, 40) },
        { label: 'η = 0.9', kind: 'points' as const, points: pathOf(0.9, 40) },
      ],
    },
    {
      title: 'MSE',
      x: { title: 't', domain: [0, 40] as const },
      y: { title: 'MSE', domain: [20, 1000] as const, logarithmic: true },
      series: [0.1, 0.9].map((learningRate) => ({
        label: `η = ${learningRate}`,
        kind: 'line' as const,
        points: descendLine(points, learningRate, 40).map((line, x) => ({ x, y: lineError(points, line) })),
      })),
    },
  ];
  const description =
    'Level lines of the mean squared error, the path of gradient descent, and the loss by step.';
  return { name: 'loss-surface', spec: linePanels(panels, { ...SIZE, description }) };
}

/** What a straight line can show: fits with and without outliers, and the descent on the surface of the loss. */
export async function lineFigures(): Promise<Figure[]> {
  return [await lineFit(), await lossSurface()];
}
