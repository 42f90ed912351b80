import { sum } from '../probe.ts';

/**
 * The weights w that minimise Σ (row · w − target)² + ridge Σ w², by modified Gram–Schmidt on the rows with √ridge beneath
 * them.
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  ridge = 0,
): number[] {
  const count = rows[0]?.length ?? 0;
  const unit = (place: number) =>
    Array.from({ length: ridge > 0 ? count : 0 }, (_, index) => (index === place ? Math.sqrt(ridge) : 0));
  const columns = Array.from({ length: count }, (_, place) => [
    ...rows.map((row) => row[place] ?? 0),
    ...unit(place),
  ]);
  let rest = [...targets, ...unit(-1)];
  const dot = (one: readonly number[], other: readonly number[]) =>
    sum(one.map((value, index) => value * (other[index] ?? 0)));
  const triangle: number[][] = [];
  const projections: number[] = [];
  for (let place = 0; place < count; place++) {
    const column = columns[place] ?? [];
    const length = Math.sqrt(dot(column, column));
    const direction = column.map((value) => value / length);
    const row = new Array<number>(count).fill(0);
    row[place] = length;
    for (let other = place + 1; other < count; other++) {
      const share = dot(direction, columns[other] ?? []);
      row[other] = share;
      columns[other] = (columns[other] ?? []).map((value, index) => value - share * (direction[index] ?? 0));
    }
    const projection = dot(direction, rest);
    rest = rest.map((value, index) => value - projection * (direction[index] ?? 0));
    triangle.push(row);
    projections.push(projection);
  }
  const weights = new Array<number>(count).fill(0);
  for (let place = count - 1; place >= 0; place--) {
    const row = triangle[place] ?? [];
    weights[place] = ((projections[place] ?? 0) - dot(row, weights)) / (row[place] ?? 1);
  }
  return weights;
}
