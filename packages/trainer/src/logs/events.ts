import {
  bytesField,
  concatBytes,
  doubleField,
  doublesField,
  floatField,
  integerField,
  readIntegerField,
  stringField,
} from './protobuf.ts';

/** How many numbers lie between which bounds. */
export interface Histogram {
  readonly lowest: number;
  readonly highest: number;
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  /** Upper bound of each bucket; the last is `highest`. */
  readonly limits: readonly number[];
  readonly counts: readonly number[];
}

/**
 * The histogram of the finite numbers in buckets of equal width, as TensorBoard's own summaries have it.
 *
 * @param buckets - Their number where the numbers differ. Default 30.
 * @returns Undefined where no number is finite.
 */
export function histogramOf(values: ArrayLike<number>, buckets = 30): Histogram | undefined {
  const finite = Array.from(values).filter((value) => Number.isFinite(value));
  if (finite.length === 0) return undefined;
  const lowest = finite.reduce((min, value) => Math.min(min, value), Number.POSITIVE_INFINITY);
  const highest = finite.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);
  const used = lowest === highest ? 1 : buckets;
  const width = (highest - lowest) / used;
  const counts = new Array<number>(used).fill(0);
  for (const value of finite) {
    const bucket = width > 0 ? Math.min(Math.floor((value - lowest) / width), used - 1) : 0;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return {
    lowest,
    highest,
    count: finite.length,
    sum: finite.reduce((sum, value) => sum + value, 0),
    sumOfSquares: finite.reduce((sum, value) => sum + value ** 2, 0),
    limits: counts.map((_, index) => (index === used - 1 ? highest : lowest + (index + 1) * width)),
    counts,
  };
}

/** What happened at one step. */
export interface Event {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step: number;
  readonly scalars: Readonly<Record<string, number>>;
  readonly histograms?: Readonly<Record<string, Histogram>> | undefined;
}

// Field numbers of tensorflow/core/util/event.proto and tensorflow/core/framework/{summary,histogram}.proto.
const STEP = 2;

function encodeHistogram(histogram: Histogram): Uint8Array {
  const { lowest, highest, count, sum, sumOfSquares, limits, counts } = histogram;
  return concatBytes([
    doubleField(1, lowest),
    doubleField(2, highest),
    doubleField(3, count),
    doubleField(4, sum),
    doubleField(5, sumOfSquares),
    doublesField(6, limits),
    doublesField(7, counts),
  ]);
}

/** The message of an event. */
export function encodeEvent({ wallTime, step, scalars, histograms = {} }: Event): Uint8Array {
  const values = [
    ...Object.entries(scalars).map(([tag, value]) =>
      concatBytes([stringField(1, tag), floatField(2, value)]),
    ),
    ...Object.entries(histograms).map(([tag, histogram]) =>
      concatBytes([stringField(1, tag), bytesField(5, encodeHistogram(histogram))]),
    ),
  ];
  const summary = concatBytes(values.map((value) => bytesField(1, value)));
  return concatBytes([doubleField(1, wallTime), integerField(STEP, step), bytesField(5, summary)]);
}

/** The message that every event file starts with. */
export function encodeVersion(wallTime: number): Uint8Array {
  return concatBytes([doubleField(1, wallTime), stringField(3, 'brain.Event:2')]);
}

/** The step of a message; 0 in that of the version. */
export function stepOfEvent(message: Uint8Array): number {
  return readIntegerField(message, STEP);
}
