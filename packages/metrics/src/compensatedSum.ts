/**
 * A sum that keeps what rounding took from it, as if it had been added up in twice the digits.
 *
 * @see A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, 1974,
 *   doi:10.1002/zamm.19740540106
 */
export function compensatedSum() {
  let sum = 0;
  let lost = 0;
  return {
    add(value: number): void {
      const next = sum + value;
      // Of infinite sums nothing is lost.
      if (Number.isFinite(next)) {
        lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      }
      sum = next;
    },
    /** Another number less the sum: exact to the digits of the difference. */
    below: (value: number): number => value - sum - lost,
    compute: (): number => sum + lost,
  };
}
