/** The slopes of a function of one number on both sides of x, from differences in float64. */
export interface Slopes {
  readonly left: number;
  readonly right: number;
  readonly central: number;
}

/**
 * Numerical slopes at x. Where left and right differ there is a kink and every gradient between them is
 * right; where one is not finite, x is at the edge of the domain.
 */
export function slopesAt(f: (x: number) => number, x: number, step = 1e-6): Slopes {
  const h = step * Math.max(1, Math.abs(x));
  const [below, middle, above] = [f(x - h), f(x), f(x + h)];
  return { left: (middle - below) / h, right: (above - middle) / h, central: (above - below) / (2 * h) };
}
