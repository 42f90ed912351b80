import { plot } from 'asciichart';

/** A curve of lines that are `width` characters long, with its scale at the left and its ends below. */
export function terminalCurve(
  points: readonly { readonly x: number; readonly value: number }[],
  width: number,
  height: number,
): string {
  const labels = points.map(({ value }) => value.toPrecision(3).length);
  const margin = Math.max(...labels);
  // Odd, so that what happens in the middle is drawn.
  const drawn = 2 * Math.floor(Math.max(1, width - margin - 3) / 2) + 1;
  const values = Array.from(
    { length: drawn },
    (_, index) => points[Math.round((index * (points.length - 1)) / (drawn - 1))]?.value ?? 0,
  );
  if (!values.every(Number.isFinite)) return 'not finite along its axis';
  const chart = plot(values, {
    height: height - 1,
    offset: 2,
    format: (value: number) => format(value).padStart(margin),
  });
  const [low = '', high = ''] = [points[0], points.at(-1)].map((point) => format(point?.x ?? 0));
  const ends = `${' '.repeat(margin + 1)}${low}${high.padStart(drawn - low.length)}`;
  return `${chart}\n${ends}`.replace(/ +$/gm, '');
}

/** Three digits at most. */
function format(value: number): string {
  return String(Number(value.toPrecision(3)));
}
