/**
 * Characters in a line of the terminal; no limit for a pipe, and for a terminal that says 0 because it does
 * not know.
 */
export function terminalWidth({ columns }: { readonly columns?: number } = process.stdout): number {
  return columns || Number.POSITIVE_INFINITY;
}
