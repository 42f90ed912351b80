import { describeValue } from './describeValue.ts';

/**
 * The sentence that every error of losskit is: `<where>: expected <what>, got <value>.`
 *
 * @example
 * ```ts
 * expected('huber', 'delta > 0', -1); // 'huber: expected delta > 0, got -1.'
 * ```
 */
export function expected(where: string, what: string, got: unknown): string {
  return `${where}: expected ${what}, got ${describeValue(got)}.`;
}
