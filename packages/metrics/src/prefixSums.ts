/**
 * Sums of weights at places from 0 to `size` − 1, each addition and each sum in time O(log size).
 *
 * @see P. M. Fenwick, A new data structure for cumulative frequency tables, Software: Practice and Experience
 *   24 (1994), doi:10.1002/spe.4380240306
 */
export function prefixSums(size: number) {
  const sums = new Float64Array(size + 1);
  return {
    add(place: number, weight: number): void {
      for (let node = place + 1; node <= size; node += node & -node) sums[node] = (sums[node] ?? 0) + weight;
    },
    /** The sum of what was added at places before this one. */
    before(place: number): number {
      let sum = 0;
      for (let node = place; node > 0; node -= node & -node) sum += sums[node] ?? 0;
      return sum;
    },
  };
}
