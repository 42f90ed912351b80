// @ts-check

/**
 * What a check found: how many cases it tried, how many went as they should, and what went wrong in some of
 * the others.
 *
 * @typedef {{ passed: number, total: number, failures: string[] }} Outcome
 */

const FAILURES_KEPT = 5;

/** Counts cases; a case that throws has failed, and the others still run. */
export function counting() {
  /** @type {Outcome} */
  const outcome = { passed: 0, total: 0, failures: [] };
  return {
    outcome,
    /**
     * @param {string} name
     * @param {() => unknown} run
     */
    async expect(name, run) {
      outcome.total += 1;
      try {
        await run();
        outcome.passed += 1;
      } catch (error) {
        if (outcome.failures.length < FAILURES_KEPT) outcome.failures.push(`${name}: ${error}`);
      }
    },
  };
}

/**
 * Runs `act` and gives the code of the LosskitError that it throws; fails for any other error, and for none.
 *
 * @param {() => unknown} act
 * @returns {Promise<string>}
 */
export async function codeOf(act) {
  try {
    await act();
  } catch (error) {
    if (error instanceof Error && error.name === 'LosskitError' && 'code' in error) return String(error.code);
    throw error;
  }
  throw new Error('expected a LosskitError, got none');
}
