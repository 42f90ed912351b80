import { type KernelCall, UnsupportedError } from './Kernel.ts';

/** What has the attributes of a kernel's call. */
type Attributed = Pick<KernelCall, 'attributes'>;

/** A number among the attributes of a call. */
export function numberOf({ attributes }: Attributed, name: string, fallback?: number): number {
  const value = attributes[name] ?? fallback;
  if (typeof value === 'number') return value;
  throw new UnsupportedError(`expected the attribute ${name} to be a number, got ${typeof value}.`);
}

/** The axis that an attribute names, counted from the front. */
export function axisOf(call: Attributed, rank: number, name = 'axis', fallback?: number): number {
  const axis = numberOf(call, name, fallback);
  return axis < 0 ? axis + rank : axis;
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

/** A list of numbers among the attributes of a call; one number is a list of one. */
export function numbersOf({ attributes }: Attributed, name: string): readonly number[] {
  const value = attributes[name];
  if (typeof value === 'number') return [value];
  if (isNumbers(value)) return value;
  throw new UnsupportedError(`expected the attribute ${name} to be a list of numbers, got ${typeof value}.`);
}

/** How much is added before and behind each axis. */
export function paddingsOf({ attributes: { paddings } }: Attributed): readonly (readonly number[])[] {
  if (Array.isArray(paddings) && paddings.every(isNumbers)) return paddings;
  throw new UnsupportedError(
    `expected the attribute paddings to be pairs of numbers, got ${typeof paddings}.`,
  );
}
