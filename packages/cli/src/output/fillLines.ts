import stringWidth from 'string-width';

/**
 * Parts one behind the other, with a separator between those of a line, as many in a line as `width` has room for. Each part
 * is measured by itself: the width of a long text takes long to find.
 */
export function fillLines(parts: Iterable<string>, width: number, separator = ''): string[] {
  const lines = [''];
  const gap = stringWidth(separator);
  let used = 0;
  for (const part of parts) {
    const needed = stringWidth(part);
    const last = lines.at(-1) ?? '';
    if (last === '') {
      lines[lines.length - 1] = part;
      used = needed;
    } else if (used + gap + needed > width) {
      lines.push(part);
      used = needed;
    } else {
      lines[lines.length - 1] = last + separator + part;
      used += gap + needed;
    }
  }
  return lines;
}
