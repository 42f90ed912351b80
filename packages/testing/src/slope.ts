/** The slopes of a function of one number on both sides of x, from differences in float64. */
export interface Slopes {
  readonly left: number;
  readonly right: number;
  readonly central: number;
}

const STEP = 1e-6;

function stepAt(x: number, step: number): number {
  return step * Math.max(1, Math.abs(x));
}

/** The numerical slope at x, where there is one. */
export function centralSlope(f: (x: number) => number, x: number, step = STEP): number {
  const h = stepAt(x, step);
  return (f(x + h) - f(x - h)) / (2 * h);
}

/**
 * Numerical slopes at x, where the function has this value. Where left and right differ there is a kink and every
 * gradient between them is right; where one is not finite, x is at the edge of the domain.
 */
export function slopesAt(f: (x: number) => number, x: number, value: number): Slopes {
  const h = stepAt(x, STEP);
  const [below, above] = [f(x - h), f(x + h)];
  return { left: (value - below) / h, right: (above - value) / h, central: (above - below) / (2 * h) };
}
