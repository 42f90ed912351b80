import { shortenedLoss } from '../names.ts';

/** Sizes of a figure of rows, in pixels. */
export interface RowSize {
  readonly width: number;
  readonly rowHeight: number;
  readonly fontSize: number;
}

/** What is written above a row. */
export interface RowText {
  readonly label: string;
  /** At the right. */
  readonly value: string;
  /** Whether the row is drawn with a band behind it. Default true. */
  readonly band?: boolean;
}

const LABEL = 0.28;
const LINE = 0.72;
const BAND = [0.52, 0.92] as const;
const CHARACTER = 0.58;
/** Between a label and the value at the right, in characters. */
const GAP = 3;
const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]/g;

/** The height of the row at `index` where its marks stand. */
export function rowMiddle(index: number): number {
  return index + LINE;
}

/** Width in Latin characters: Chinese ones are about twice as wide. */
function widthOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}

/**
 * What figures of one row per loss have in common: labels stand above their rows, so that long names cost no
 * width; the first layers are the bands and the texts.
 */
export function labelledRows(rows: readonly RowText[], { width, rowHeight, fontSize }: RowSize) {
  const bands = rows.flatMap((row, index) =>
    row.band === false ? [] : [{ y: index + BAND[0], y2: index + BAND[1] }],
  );
  const characters = Math.floor(width / (CHARACTER * fontSize));
  const texts = rows.map(({ label, value }, index) => ({
    y: index + LABEL,
    label: shortenedLoss(label, Math.max(12, characters - widthOf(value) - GAP)),
    value,
  }));
  const rowDomain = [0, Math.max(1, rows.length)];
  const y = {
    field: 'y',
    type: 'quantitative',
    axis: null,
    scale: { domain: rowDomain, reverse: true, nice: false, zero: false },
  } as const;
  return {
    bands,
    y,
    axis: { labelFontSize: fontSize, titleFontSize: fontSize },
    // Fixed margins: Vega only guesses how wide text is, and panels side by side must have one size.
    frame: {
      width,
      height: Math.max(1, rows.length) * rowHeight,
      autosize: { type: 'none' },
      padding: { left: 8, right: 8, top: 0, bottom: 3.4 * fontSize },
    } as const,
    layers: [
      {
        data: { values: bands },
        mark: { type: 'rect', color: 'currentColor', opacity: 0.05, x: 0, x2: 'width' },
        encoding: { y, y2: { field: 'y2' } },
      } as const,
      {
        data: { values: texts },
        mark: { type: 'text', align: 'left', x: 0, fontSize },
        encoding: { y, text: { field: 'label', type: 'nominal' } },
      } as const,
      {
        data: { values: texts },
        mark: { type: 'text', align: 'right', x: 'width', fontSize },
        encoding: { y, text: { field: 'value', type: 'nominal' } },
      } as const,
    ],
  };
}
