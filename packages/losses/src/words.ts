import type { LossWords } from './LossWords.ts';
import { WORDS } from './words.generated.ts';

export type { LossWords } from './LossWords.ts';

/** Names of options that some losses of this package have, and not all. */
export const OWN_OPTION_NAMES: ReadonlySet<string> = new Set(
  Object.values(WORDS).flatMap(({ options }) => Object.keys(options)),
);

/**
 * The words of a loss of this package by its name (not an alias); undefined for a loss of one's own.
 *
 * @example
 * ```ts
 * wordsOf('meanSquaredError')?.formula; // '(\\hat y - y)^2'
 * ```
 */
export function wordsOf(name: string): LossWords | undefined {
  return Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
}
