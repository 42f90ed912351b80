/**
 * The `count` rows that are nearest to a row (Euclidean), the nearest first; the lowest index among equals.
 */
export function nearestRows(rows: readonly Float64Array[], row: number, count: number): number[] {
  const query = rows[row] ?? new Float64Array();
  const distances = new Float64Array(rows.length);
  rows.forEach((other, index) => {
    distances[index] = squaredDistance(query, other);
  });
  // The row itself is no neighbour; NaN sorts last.
  distances[row] = Number.NaN;
  const farthest = count === 1 ? smallest(distances) : (distances.slice().sort()[count - 1] ?? Number.NaN);

  const closer: number[] = [];
  const asFar: number[] = [];
  distances.forEach((distance, other) => {
    if (distance < farthest) closer.push(other);
    else if (distance === farthest) asFar.push(other);
  });
  const distanceOf = (other: number) => distances[other] ?? 0;
  closer.sort((a, b) => distanceOf(a) - distanceOf(b));
  return [...closer, ...asFar].slice(0, count);
}

function smallest(values: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < least) least = value;
  return least;
}

function squaredDistance(first: Float64Array, second: Float64Array): number {
  let sum = 0;
  for (let component = 0; component < first.length; component++) {
    const difference = (first[component] ?? 0) - (second[component] ?? 0);
    sum += difference * difference;
  }
  return sum;
}
