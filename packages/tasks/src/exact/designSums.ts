import { Matrix } from 'ml-matrix';

import type { LinearDesign } from './linearDesign.ts';

/** The values of the plane with these coordinates, one per row. */
export function valuesAt(
  { targets, size, directions }: LinearDesign,
  coordinates: ArrayLike<number>,
): Float64Array {
  return targets.map((_, row) => {
    let sum = 0;
    for (let place = 0; place < size; place++) {
      sum += (directions[row * size + place] ?? 0) * (coordinates[place] ?? 0);
    }
    return sum;
  });
}

/** Σ factor · direction over the rows. */
export function directionSum({ size, directions }: LinearDesign, factors: Float64Array): Float64Array {
  const sums = new Float64Array(size);
  factors.forEach((factor, row) => {
    for (let place = 0; place < size; place++) {
      sums[place] = (sums[place] ?? 0) + factor * (directions[row * size + place] ?? 0);
    }
  });
  return sums;
}

/** Σ factor · direction · directionᵀ over the rows. */
export function directionProducts({ size, directions }: LinearDesign, factors: Float64Array): Matrix {
  const sums = Matrix.zeros(size, size);
  for (let one = 0; one < size; one++) {
    for (let other = 0; other <= one; other++) {
      let sum = 0;
      for (let row = 0; row < factors.length; row++) {
        const product = (directions[row * size + one] ?? 0) * (directions[row * size + other] ?? 0);
        sum += (factors[row] ?? 0) * product;
      }
      sums.set(one, other, sum);
      sums.set(other, one, sum);
    }
  }
  return sums;
}
