import { robustDomain } from '../robustDomain.ts';

/** Wide enough for a steep curve, and narrow enough for the others. */
const REACH = 8;

/** The part of the axis that curves of a loss, or of its slope, are shown in: 0 and the bulk of the values. */
export function lossDomain(values: readonly (number | null)[]): [number, number] {
  return robustDomain(values, 0, REACH);
}
