/** Signatures of what is found under the names of pictures, by offset and bytes as Latin-1. */
const SIGNATURES: readonly (readonly [kind: string, ...marks: readonly (readonly [number, string])[]])[] = [
  ['a JPEG picture', [0, '\xff\xd8']],
  ['a PNG picture', [0, '\x89PNG\r\n\x1a\n']],
  ['a WebP picture', [0, 'RIFF'], [8, 'WEBP']],
  ['an AVIF picture', [4, 'ftypavi']],
  ['an HEIC picture', [4, 'ftyphei']],
  ['an HEIC picture', [4, 'ftypmif1']],
  ['a GIF picture', [0, 'GIF8']],
  ['a TIFF picture', [0, 'II*\0']],
  ['a TIFF picture', [0, 'MM\0*']],
  ['a BMP picture', [0, 'BM'], [6, '\0\0\0\0']],
  ['a JPEG XL picture', [0, '\xff\x0a']],
  ['a JPEG XL picture', [4, 'JXL \r\n']],
  ['a JPEG 2000 picture', [4, 'jP  \r\n']],
  ['a Photoshop file', [0, '8BPS']],
  ['an icon', [0, '\0\0\x01\0']],
  ['an MP4 video', [4, 'ftyp']],
  ['a PDF document', [0, '%PDF']],
  ['a ZIP archive', [0, 'PK\x03\x04']],
  ['a gzip archive', [0, '\x1f\x8b']],
  ['a Git LFS pointer (git lfs pull fetches the picture)', [0, 'version https://git-lfs']],
];

/** What words at the start of a text say that it is. */
const TEXTS: readonly (readonly [kind: string, start: RegExp])[] = [
  ['an SVG drawing', /^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?(<!doctype svg[^>]*>\s*)?<svg\b/is],
  ['an HTML page', /^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<(!doctype html|html|head|body|script)\b/is],
  ['JSON', /^[{[]\s*["{[\]}\d]/],
  ['XML', /^<\?xml/],
];

// biome-ignore lint/suspicious/noControlCharactersInRegex: what no text contains
const NO_TEXT = /[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]/;

/** What the first bytes of a file show it to be, with an article, whatever its name says. */
export function contentKind(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'an empty file';
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512));
  const head = start.toString('latin1');
  const found = SIGNATURES.find(([, ...marks]) => marks.every(([at, mark]) => head.startsWith(mark, at)));
  if (found) return found[0];
  // A letter that is cut at the end is no sign against text.
  const text = new TextDecoder().decode(start, { stream: true }).trimStart();
  if (NO_TEXT.test(text)) return 'something else';
  return TEXTS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'a text';
}
