import { compensatedSum } from './compensatedSum.ts';

/** The mean of the values added so far; NaN of none. */
export function runningMean() {
  let count = 0;
  const sum = compensatedSum();
  return {
    add(value: number): void {
      count++;
      sum.add(value);
    },
    compute: () => sum.compute() / count,
  };
}
