const SHOWN = 5;

/** Names in a sentence; more than a few are counted: `a, b, c, d, e and 4 others`. */
export function listNames(names: readonly string[]): string {
  const more = names.length - SHOWN;
  const shown = more > 0 ? [...names.slice(0, SHOWN), `${more} ${more === 1 ? 'other' : 'others'}`] : names;
  if (shown.length <= 1) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
