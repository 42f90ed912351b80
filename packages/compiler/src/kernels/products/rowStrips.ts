/** Neighbouring strips of equally many rows. */
export interface RowStrips {
  readonly count: number;
  readonly height: number;
}

/** Cuts rows into as few strips as can be, of about the same height: 9 rows of at most 4 become 3 + 3 + 3. */
export function rowStrips(rows: number, most: number): RowStrips[] {
  const count = Math.ceil(rows / most);
  const low = Math.floor(rows / count);
  const higher = rows - low * count;
  return [
    { count: higher, height: low + 1 },
    { count: count - higher, height: low },
  ].filter((strips) => strips.count > 0);
}
