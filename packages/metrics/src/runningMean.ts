/** The mean of the values added so far; NaN of none. */
export function runningMean() {
  let count = 0;
  let sum = 0;
  return {
    add(value: number): void {
      count++;
      sum += value;
    },
    compute: () => sum / count,
  };
}
