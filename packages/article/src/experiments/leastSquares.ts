import { Matrix, QrDecomposition } from 'ml-matrix';

/**
 * The weights w that minimise Σ (row · w − target)² + ridge Σ w², by the QR decomposition of the rows with √ridge beneath them.
 * The columns have to be independent, or `ridge` above 0.
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  ridge = 0,
): number[] {
  const columns = rows[0]?.length ?? 0;
  const beneath = ridge > 0 ? Matrix.identity(columns).mul(Math.sqrt(ridge)).to2DArray() : [];
  const decomposed = new QrDecomposition(new Matrix([...rows.map((row) => [...row]), ...beneath]));
  return decomposed.solve(Matrix.columnVector([...targets, ...beneath.map(() => 0)])).to1DArray();
}
