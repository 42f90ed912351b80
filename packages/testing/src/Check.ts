import { describe, test } from 'vitest';

import { allCloseMismatch, type Numbers, type Tolerance } from './allCloseMismatch.ts';

/** One behaviour that is right or throws: run as a test, or run and caught to test the check itself. */
export interface Check {
  /** A sentence about behaviour. */
  readonly name: string;
  readonly run: () => void;
}

/** Registers each check as a test. */
export function testChecks(title: string, checks: readonly Check[]): void {
  describe(title, () => {
    for (const { name, run } of checks) test(name, run);
  });
}

/** Throws with `what` and the first differences unless the numbers are close. */
export function assertAllClose(
  what: string,
  actual: Numbers,
  expected: Numbers,
  tolerance?: Tolerance,
): void {
  const mismatch = allCloseMismatch(actual, expected, tolerance);
  if (mismatch !== undefined) throw new Error(`${what}: ${mismatch}`);
}

/** Throws unless `run` throws an error of this class and message. */
export function assertThrows(
  what: string,
  run: () => unknown,
  type: typeof TypeError | typeof RangeError,
  message: RegExp,
): void {
  let thrown: unknown;
  try {
    run();
  } catch (error) {
    thrown = error;
  }
  if (thrown === undefined) throw new Error(`${what}: expected a ${type.name}, got no error`);
  if (!(thrown instanceof type) || !message.test(thrown.message)) {
    throw new Error(`${what}: expected a ${type.name} that matches ${message}, got ${thrown}`);
  }
}
