import { isFloats, isRows } from '@losskit/data';
import { linearTask } from '@losskit/tasks/built-in';

import { mean } from '../probe.ts';

/** Points of a line, with x from −1 to 1 so that one learning rate suits both parameters. */
export interface LinePoints {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** The built-in task's points, x moved to −1 … 1, a fraction of them above the line. */
export async function linePoints(outlierFraction: number): Promise<LinePoints> {
  const { train, inputScaler } = await linearTask({ outlierFraction, rows: 60 }).load(0);
  const { inputs, targets } = train;
  if (!(inputScaler && isRows(inputs) && isFloats(inputs))) {
    throw new RangeError('linePoints: expected the task to standardise one column of inputs.');
  }
  const { values } = inputScaler.unscale(inputs);
  return { xs: Array.from(values, (x) => x / 5 - 1), ys: Array.from(targets.values) };
}

export interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/** The mean squared error of a line. */
export function lineError({ xs, ys }: LinePoints, { intercept, slope }: Line): number {
  return mean(xs.map((x, index) => ((ys[index] ?? 0) - (intercept + slope * x)) ** 2));
}

/** The gradient of the mean squared error, as the fifth article prints it. */
export function lineGradient({ xs, ys }: LinePoints, { intercept, slope }: Line): Line {
  const residuals = xs.map((x, index) => (ys[index] ?? 0) - (intercept + slope * x));
  return {
    intercept: -2 * mean(residuals),
    slope: -2 * mean(residuals.map((residual, index) => residual * (xs[index] ?? 0))),
  };
}

/** The gradient of the mean absolute error; 0 for a point on the line. */
export function absoluteGradient({ xs, ys }: LinePoints, { intercept, slope }: Line): Line {
  const signs = xs.map((x, index) => Math.sign((ys[index] ?? 0) - (intercept + slope * x)));
  return { intercept: -mean(signs), slope: -mean(signs.map((sign, index) => sign * (xs[index] ?? 0))) };
}

/** Gradient descent from (0, 0): the start and every step. */
export function descendLine(
  points: LinePoints,
  learningRate: number,
  steps: number,
  gradientOf: (points: LinePoints, line: Line) => Line = lineGradient,
): Line[] {
  const path: Line[] = [{ intercept: 0, slope: 0 }];
  for (let step = 0; step < steps; step++) {
    const line = path[step] ?? { intercept: 0, slope: 0 };
    const gradient = gradientOf(points, line);
    path.push({
      intercept: line.intercept - learningRate * gradient.intercept,
      slope: line.slope - learningRate * gradient.slope,
    });
  }
  return path;
}

/** The least squares line in closed form. */
export function leastSquaresLine({ xs, ys }: LinePoints): Line {
  const [x, y] = [mean(xs), mean(ys)];
  const slope =
    mean(xs.map((value, index) => (value - x) * ((ys[index] ?? 0) - y))) /
    mean(xs.map((value) => (value - x) ** 2));
  return { intercept: y - slope * x, slope };
}
