/** A curve and the letter that it is drawn with. */
export interface MarkedCurve {
  readonly mark: string;
  readonly points: readonly { readonly x: number; readonly value: number }[];
}

/** Stands where several curves meet. */
export const MEETING = '*';

function format(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/**
 * Curves of one axis over each other, each in its letter, in lines that are `width` characters long at most, with the scale at the
 * left and the ends of the axis below.
 *
 * @param style - What a letter looks like, such as its colour.
 */
export function overlaidCurves(
  curves: readonly MarkedCurve[],
  width: number,
  height: number,
  style: (mark: string) => string = (mark) => mark,
): string {
  const values = curves.flatMap(({ points }) => points.map(({ value }) => value));
  if (!values.every(Number.isFinite)) return 'not finite along the axis';
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const labels = Array.from({ length: height }, (_, row) =>
    format(high - ((high - low) * row) / (height - 1)),
  );
  const margin = Math.max(...labels.map(({ length }) => length));
  const drawn = Math.max(1, width - margin - 1);
  const cells = Array.from({ length: height }, () => new Array<string>(drawn).fill(' '));
  for (const { mark, points } of curves) {
    const rows = Array.from({ length: drawn }, (_, column) => {
      const value = points[Math.round((column * (points.length - 1)) / (drawn - 1))]?.value ?? low;
      return high === low ? height - 1 : Math.round(((high - value) / (high - low)) * (height - 1));
    });
    rows.forEach((row, column) => {
      const before = rows[column - 1] ?? row;
      // A steep curve has no holes.
      const [top, bottom] = row <= before ? [row, Math.max(row, before - 1)] : [before + 1, row];
      for (const line of cells.slice(top, bottom + 1)) {
        line[column] = line[column] === ' ' ? mark : MEETING;
      }
    });
  }
  const lines = cells.map((line, row) => {
    const drawing = line.join('').trimEnd().replace(/\S/g, style);
    return `${(labels[row] ?? '').padStart(margin)}┤${drawing}`.trimEnd();
  });
  const [left = '', right = ''] = [curves[0]?.points[0], curves[0]?.points.at(-1)].map((point) =>
    format(point?.x ?? 0),
  );
  const ends = `${' '.repeat(margin + 1)}${left}${right.padStart(drawn - left.length)}`;
  return [...lines, ends].join('\n');
}
