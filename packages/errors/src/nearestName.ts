import { distance } from 'fastest-levenshtein';

/**
 * The candidate that `name` was most likely meant to be, or undefined when none is close.
 *
 * Close means that at most a third of the characters differ, ignoring case, or that the candidate contains the
 * name (`entropy` finds `crossEntropy`).
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const lower = candidate.toLowerCase();
    const contains = wanted.length >= 3 && lower.includes(wanted);
    const edits = contains ? 1 : distance(wanted, lower);
    const limit = Math.max(1, Math.floor(Math.max(wanted.length, lower.length) / 3));
    if (edits <= limit && edits < bestDistance) {
      best = candidate;
      bestDistance = edits;
    }
  }
  return best;
}

/** `'hubr' (did you mean 'huber'?)`, or `'xyz'` alone when nothing is close. */
export function withNearestName(name: string, candidates: Iterable<string>): string {
  const nearest = nearestName(name, candidates);
  return nearest === undefined ? `'${name}'` : `'${name}' (did you mean '${nearest}'?)`;
}
