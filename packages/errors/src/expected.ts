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

/** A value as an error message shows it: strings quoted, shapes in brackets, long things cut. */
export function describeValue(value: unknown): string {
  const text =
    typeof value === 'string'
      ? `'${value}'`
      : Array.isArray(value)
        ? `[${value.join(',')}]`
        : typeof value === 'function'
          ? 'a function'
          : typeof value === 'object' && value !== null
            ? `a ${value.constructor?.name ?? 'object'}`
            : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
