import { compensatedSum } from './compensatedSum.ts';

/** The weighted mean of the values added so far; NaN of none. */
export function runningMean() {
  let total = 0;
  const sum = compensatedSum();
  return {
    add(value: number, weight = 1): void {
      total += weight;
      sum.add(weight * value);
    },
    compute: () => sum.compute() / total,
  };
}
