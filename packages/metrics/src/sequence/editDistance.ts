/**
 * The smallest number of symbols to insert, delete or replace that makes one sequence the other
 * (Levenshtein), in time O(first · second) and memory O(second).
 */
export function editDistance<Symbol>(first: readonly Symbol[], second: readonly Symbol[]): number {
  // distances[j] is that of what was read of `first` and the first j symbols of `second`.
  const distances = Array.from({ length: second.length + 1 }, (_, index) => index);
  first.forEach((symbol, index) => {
    let diagonal = index;
    let left = index + 1;
    distances[0] = left;
    second.forEach((other, position) => {
      const above = distances[position + 1] ?? 0;
      left = Math.min(diagonal + (symbol === other ? 0 : 1), above + 1, left + 1);
      diagonal = above;
      distances[position + 1] = left;
    });
  });
  return distances[second.length] ?? 0;
}
