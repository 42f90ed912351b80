import { expected } from './expected.ts';
import { withNearestName } from './nearestName.ts';

/** What is wrong with an argument, as a stable word for programs. */
export type ArgumentErrorCode = 'argument-type' | 'argument-out-of-range';

/** A wrong argument of the right type: a `RangeError` with a code, whose message is one sentence to act on. */
export class ArgumentRangeError extends RangeError {
  get code(): ArgumentErrorCode {
    return 'argument-out-of-range';
  }
}

/** An argument of the wrong type: a `TypeError` with a code, whose message is one sentence to act on. */
export class ArgumentTypeError extends TypeError {
  get code(): ArgumentErrorCode {
    return 'argument-type';
  }
}

export type ArgumentError = ArgumentRangeError | ArgumentTypeError;

/** Whether losskit refused an argument, as opposed to a fault that happens to be a RangeError or a TypeError. */
export function isArgumentError(error: unknown): error is ArgumentError {
  return error instanceof ArgumentRangeError || error instanceof ArgumentTypeError;
}

/** `where: expected what, got value.` as a {@link ArgumentRangeError}. */
export function rangeError(where: string, what: string, got: unknown): ArgumentRangeError {
  return new ArgumentRangeError(expected(where, what, got));
}

/** `where: expected what, got value.` as a {@link ArgumentTypeError}. */
export function typeError(where: string, what: string, got: unknown): ArgumentTypeError {
  return new ArgumentTypeError(expected(where, what, got));
}

/**
 * Refuses options with an unknown name, and offers the nearest one.
 *
 * @param otherNames - What options are called elsewhere; see {@link withNearestName}.
 * @throws ArgumentTypeError for options that are no object, ArgumentRangeError for an unknown name.
 * @example
 * ```ts
 * checkOptions('train', { epochs: 2 }, ['epochs', 'steps']);
 * ```
 */
export function checkOptions(
  where: string,
  options: unknown,
  known: readonly string[],
  otherNames: Readonly<Record<string, readonly string[]>> = {},
): void {
  const isOptions = typeof options === 'object' && options !== null;
  // Without a key of its own, either would pass as no options.
  if (!isOptions || Array.isArray(options) || options instanceof Promise) {
    throw typeError(where, 'an options object', options);
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const what = known.length > 0 ? `options out of ${known.join(', ')}` : 'no options';
    throw new ArgumentRangeError(
      `${where}: expected ${what}, got ${withNearestName(name, known, otherNames)}.`,
    );
  }
}
