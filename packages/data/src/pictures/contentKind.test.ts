import { expect, test } from 'vitest';

import { contentKind } from './contentKind.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['a JPEG picture', latin1('\xff\xd8\xff\xe0')],
  ['a PNG picture', latin1('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR')],
  ['a WebP picture', latin1('RIFF\x24\0\0\0WEBPVP8 ')],
  ['something else', latin1('RIFF\x24\0\0\0WAVEfmt ')],
  ['an AVIF picture', latin1('\0\0\0\x20ftypavif\0\0\0\0')],
  ['an AVIF picture', latin1('\0\0\0\x20ftypavis\0\0\0\0')],
  ['an HEIC picture', latin1('\0\0\0\x20ftypheic\0\0\0\0')],
  ['an HEIC picture', latin1('\0\0\0\x20ftypmif1\0\0\0\0')],
  ['an MP4 video', latin1('\0\0\0\x20ftypisom\0\0\0\0')],
  ['a GIF picture', latin1('GIF89a')],
  ['a TIFF picture', latin1('II*\0\x08\0\0\0')],
  ['a TIFF picture', latin1('MM\0*\0\0\0\x08')],
  ['a BMP picture', latin1('BM\x36\x03\0\0\0\0\0\0\x36\0\0\0')],
  ['a JPEG XL picture', latin1('\xff\x0a\xfa\x7f')],
  ['a JPEG XL picture', latin1('\0\0\0\x0cJXL \r\n\x87\n')],
  ['a JPEG 2000 picture', latin1('\0\0\0\x0cjP  \r\n\x87\n')],
  ['a Photoshop file', latin1('8BPS\0\x01')],
  ['an icon', latin1('\0\0\x01\0\x01\0')],
  ['a PDF document', latin1('%PDF-1.7')],
  ['a ZIP archive', latin1('PK\x03\x04')],
  ['a gzip archive', latin1('\x1f\x8b\x08')],
  [
    'a Git LFS pointer (git lfs pull fetches the picture)',
    latin1('version https://git-lfs.github.com/spec/v1\noid sha256:0'),
  ],
  ['an HTML page', latin1('\n <!DOCTYPE html><html><body>404 Not Found')],
  ['an HTML page', latin1('<html lang="en">')],
  ['an HTML page', Buffer.from('\ufeff<!doctype HTML>')],
  ['an SVG drawing', latin1('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">')],
  ['an SVG drawing', latin1('<svg width="5">')],
  ['XML', latin1('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>')],
  ['JSON', latin1('{"error": "not found"}')],
  ['a text', latin1('BMW is a make of cars')],
  ['a text', Buffer.from('Zugriff verweigert — 拒绝访问'.repeat(30))],
  ['an empty file', new Uint8Array(0)],
  ['something else', new Uint8Array(600)],
])('%s', (kind, bytes) => {
  expect(contentKind(bytes)).toBe(kind);
});
