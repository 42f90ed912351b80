/** A piece of running text. */
export interface InlinePart {
  readonly kind: 'text' | 'tex' | 'code' | 'bold';
  readonly text: string;
}

const MARKED = /\$([^$]+)\$|`([^`]+)`|\*\*([^*]+)\*\*/g;

/** Takes running text apart at TeX ($…$), code (`…`) and bold words (**…**). */
export function inlineParts(text: string): InlinePart[] {
  const parts: InlinePart[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKED)) {
    const [whole, tex, code, bold] = match;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    if (tex !== undefined) parts.push({ kind: 'tex', text: tex });
    else if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (bold !== undefined) parts.push({ kind: 'bold', text: bold });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}
