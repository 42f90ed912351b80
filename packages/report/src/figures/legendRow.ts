const LINE = 26;

/** What a row of a legend shows. */
export interface LegendEntry {
  readonly text: string;
  readonly color: string;
  readonly strokeWidth: number;
  readonly strokeDash: readonly number[];
}

/**
 * A line and what it stands for, at the height `y` of a figure in pixels. Vega's own legend would change the
 * size of a figure with the length of the names.
 */
export function legendRow(
  { text, color, strokeWidth, strokeDash }: LegendEntry,
  y: number,
  fontSize: number,
) {
  const pixels = { type: 'quantitative', scale: null, axis: null } as const;
  const place = { x: { field: 'x', ...pixels }, y: { field: 'y', ...pixels } } as const;
  const dash = [...strokeDash];
  return [
    {
      data: { values: [{ x: 0, x2: LINE, y }] },
      mark: { type: 'rule', color, strokeWidth, strokeDash: dash },
      encoding: { ...place, x2: { field: 'x2' } },
    } as const,
    {
      data: { values: [{ x: LINE + 8, y, text }] },
      mark: { type: 'text', align: 'left', fontSize },
      encoding: { ...place, text: { field: 'text', type: 'nominal' } },
    } as const,
  ];
}
