/** What Holm's procedure says of one test. */
export interface HolmTest {
  /** The adjusted p value: reject when it is below the overall level. */
  readonly pValue: number;
  /** The level that this test was compared with: an interval of confidence 1 − level excludes 0 exactly if it rejects. */
  readonly level: number;
}

/**
 * Holm's correction of several tests: over all of them, the chance of any false rejection stays below `level`.
 *
 * From the smallest p value on, the i-th of m is compared with level / (m − i + 1); from the first that fails, all fail.
 *
 * @see S. Holm, A Simple Sequentially Rejective Multiple Test Procedure, 1979, Scandinavian Journal of Statistics 6
 * @example
 * ```ts
 * holm([0.01, 0.04, 0.03], 0.05).map(({ pValue }) => pValue); // [0.03, 0.06, 0.06]
 * ```
 */
export function holm(pValues: readonly number[], level: number): HolmTest[] {
  const order = pValues.map((pValue, index) => ({ pValue, index })).sort((a, b) => a.pValue - b.pValue);
  const tests = new Array<HolmTest>(pValues.length);
  let adjusted = 0;
  let failedLevel: number | undefined;
  order.forEach(({ pValue, index }, place) => {
    const remaining = pValues.length - place;
    adjusted = Math.max(adjusted, Math.min(1, pValue * remaining));
    const ownLevel = failedLevel ?? level / remaining;
    if (adjusted >= level) failedLevel ??= ownLevel;
    tests[index] = { pValue: adjusted, level: ownLevel };
  });
  return tests;
}
