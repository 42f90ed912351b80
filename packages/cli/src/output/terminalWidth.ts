/**
 * Characters in a line: what COLUMNS asks for, else those of the terminal. No limit for a pipe, whose reader may cut lines
 * itself, and for a terminal that says 0 because it does not know.
 */
export function terminalWidth({ columns }: { readonly columns?: number } = process.stdout): number {
  const asked = process.env.COLUMNS ?? '';
  return (/^[1-9]\d*$/.test(asked) ? Number(asked) : columns) || Number.POSITIVE_INFINITY;
}
