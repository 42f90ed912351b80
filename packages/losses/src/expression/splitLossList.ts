/**
 * Splits a list of losses at its commas, but not at those between the options of one loss: a part
 * `name=value` belongs to the loss before it.
 *
 * @example
 * ```ts
 * splitLossList('barron:alpha=-2,scale=3,mse'); // ['barron:alpha=-2,scale=3', 'mse']
 * ```
 */
export function splitLossList(text: string): string[] {
  const losses: string[] = [];
  for (const part of text.split(',').map((piece) => piece.trim())) {
    const last = losses.pop();
    const isOption = /^[^:]*=/.test(part);
    if (last === undefined) losses.push(part);
    else if (isOption) losses.push(`${last},${part}`);
    else losses.push(last, part);
  }
  return losses;
}
