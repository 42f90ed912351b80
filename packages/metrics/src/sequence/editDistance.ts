/**
 * The smallest number of labels to insert, delete or replace that makes one sequence the other (Levenshtein),
 * in time O(first · second) and memory O(second).
 */
export function editDistance(first: readonly number[], second: readonly number[]): number {
  // distances[j] is that of what was read of `first` and the first j labels of `second`.
  const distances = Array.from({ length: second.length + 1 }, (_, index) => index);
  first.forEach((label, index) => {
    let diagonal = index;
    let left = index + 1;
    distances[0] = left;
    second.forEach((other, position) => {
      const above = distances[position + 1] ?? 0;
      left = Math.min(diagonal + (label === other ? 0 : 1), above + 1, left + 1);
      diagonal = above;
      distances[position + 1] = left;
    });
  });
  return distances[second.length] ?? 0;
}
