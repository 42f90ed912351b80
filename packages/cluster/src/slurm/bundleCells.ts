/**
 * Cuts a row of cells into bundles of some time or more in total, about as long as each other.
 *
 * @param cells - Those that share data beside each other.
 * @param secondsOf - How long a cell takes, as far as it is known.
 * @param least - Seconds of a bundle.
 * @param mostBundles - Where there would be more, each is longer.
 */
export function bundleCells<Cell>(
  cells: readonly Cell[],
  secondsOf: (cell: Cell) => number,
  least: number,
  mostBundles: number,
): readonly (readonly Cell[])[] {
  const total = cells.reduce((sum, cell) => sum + secondsOf(cell), 0);
  const count = Math.max(1, Math.min(mostBundles, Math.floor(total / least)));
  const bundles = Array.from({ length: count }, (): Cell[] => []);
  let before = 0;
  for (const cell of cells) {
    const seconds = secondsOf(cell);
    const middle = total === 0 ? 0 : (before + seconds / 2) / total;
    bundles[Math.min(count - 1, Math.floor(middle * count))]?.push(cell);
    before += seconds;
  }
  return bundles.filter((bundle) => bundle.length > 0);
}
