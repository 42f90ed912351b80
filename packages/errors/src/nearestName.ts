import { distance } from 'fastest-levenshtein';

import { describeValue } from './describeValue.ts';

/**
 * The candidate that `name` was most likely meant to be, or undefined when none is close.
 *
 * Close means that about a third of the characters differ at most, ignoring case, or that the candidate contains
 * the name (`entropy` finds `crossEntropy`). Among several the fewest edits decide, where containing the name counts
 * as one, then the shorter difference, then the order given.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  let bestEdits = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const lower = candidate.toLowerCase();
    const edits = distance(wanted, lower);
    const contains = wanted.length >= 3 && lower.includes(wanted);
    const cost = contains ? Math.min(1, edits) : edits;
    const limit = Math.round(Math.max(wanted.length, lower.length) / 3);
    if (cost <= limit && (cost < bestCost || (cost === bestCost && edits < bestEdits))) {
      best = candidate;
      bestCost = cost;
      bestEdits = edits;
    }
  }
  return best;
}

/**
 * `'hubr' (did you mean 'huber'?)`, or `'xyz'` alone when nothing is close.
 *
 * @param otherNames - Candidates that go by another name elsewhere, of which the first there is was meant: `lr` is
 *   `learningRate`.
 */
export function withNearestName(
  name: string,
  candidates: Iterable<string>,
  otherNames: Readonly<Record<string, readonly string[]>> = {},
): string {
  const known = [...candidates];
  const meant = Object.hasOwn(otherNames, name) ? otherNames[name] : undefined;
  const nearest = meant?.find((one) => known.includes(one)) ?? nearestName(name, known);
  const shown = describeValue(name);
  return nearest === undefined ? shown : `${shown} (did you mean ${describeValue(nearest)}?)`;
}
