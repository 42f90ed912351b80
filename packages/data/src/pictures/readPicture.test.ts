import { encode } from 'fast-png';
import jpeg from 'jpeg-js';
import { describe, expect, test } from 'vitest';

import { encodePng } from '../encodePng.ts';
import { readPicture } from './readPicture.ts';

const redPng = encodePng(
  Uint8Array.from({ length: 192 }, (_, place) => (place % 3 === 0 ? 255 : 0)),
  8,
  8,
);

/** A white JPEG of 16 × 16 pixels with a black bar in the upper left corner, 8 wide and 4 high. */
function cornerJpeg(): Uint8Array {
  const data = Uint8Array.from({ length: 16 * 16 * 4 }, (_, place) => {
    const pixel = place >> 2;
    return place % 4 < 3 && pixel % 16 < 8 && pixel < 64 ? 0 : 255;
  });
  return Uint8Array.from(jpeg.encode({ width: 16, height: 16, data }, 95).data);
}

/** The JPEG with an EXIF segment that holds nothing but the orientation. */
function oriented(picture: Uint8Array, orientation: number, little: boolean): Uint8Array {
  const segment = new DataView(new ArrayBuffer(36));
  segment.setUint16(0, 0xffe1);
  segment.setUint16(2, 34);
  segment.setUint32(4, 0x45786966);
  segment.setUint16(10, little ? 0x4949 : 0x4d4d);
  segment.setUint16(12, 42, little);
  segment.setUint32(14, 8, little);
  segment.setUint16(18, 1, little);
  segment.setUint16(20, 0x0112, little);
  segment.setUint16(22, 3, little);
  segment.setUint32(24, 1, little);
  segment.setUint16(28, orientation, little);
  return Uint8Array.of(...picture.subarray(0, 2), ...new Uint8Array(segment.buffer), ...picture.subarray(2));
}

const pixelsOf = (bytes: Uint8Array) => readPicture('x.jpg', bytes, 8);

describe('readPicture', () => {
  test('a wide picture is averaged by area and padded with white', () => {
    const wide = encodePng(
      Uint8Array.from({ length: 24 * 12 * 3 }, (_, place) => (Math.floor(place / 3) % 3) * 30),
      24,
      12,
    );
    const pixels = pixelsOf(wide);
    const rows = Array.from({ length: 8 }, (_, row) => pixels[row * 24]);
    expect(rows).toEqual([255, 255, 30, 30, 30, 30, 255, 255]);
  });

  test('fractions of a pixel count by their area', () => {
    const ten = encodePng(
      Uint8Array.from({ length: 300 }, (_, place) => (Math.floor(place / 3) % 10 === 1 ? 200 : 0)),
      10,
      10,
    );
    const pixels = pixelsOf(ten);
    // Column 1 of ten covers 1 to 2; the first of eight covers 0 to 1.25 and the second 1.25 to 2.5.
    expect([0, 3, 6].map((place) => pixels[place])).toEqual([40, 120, 0]);
  });

  test.each([
    ['grey', 8, 1, [100], [100, 100, 100]],
    ['grey of 1 bit', 1, 1, undefined, [255, 255, 255]],
    ['grey of 16 bits', 16, 1, [0x8080], [128, 128, 128]],
    ['grey with alpha', 8, 2, [0, 51], [204, 204, 204]],
    ['colour of 16 bits', 16, 3, [0xffff, 0, 0x8080], [255, 0, 128]],
    ['colour with alpha', 8, 4, [255, 0, 0, 0], [255, 255, 255]],
  ] as const)('decodes a PNG in %s', (_, depth, channels, sample, colour) => {
    // Nine pixels wide, so that packed rows end within a byte.
    const values = sample === undefined ? [0xff, 0x80] : Array.from({ length: 9 }, () => sample).flat();
    const row = Array.from({ length: 9 }, () => values).flat();
    const data = depth === 16 ? Uint16Array.from(row) : Uint8Array.from(row);
    const pixels = pixelsOf(encode({ width: 9, height: 9, data, depth, channels }));
    expect([...pixels.subarray(0, 3)]).toEqual(colour);
    expect([...pixels.subarray(-3)]).toEqual(colour);
  });

  test('decodes a PNG with a palette', () => {
    const data = new Uint8Array(81).fill(1);
    const pixels = pixelsOf(
      encode({
        width: 9,
        height: 9,
        data,
        channels: 1,
        palette: [
          [0, 0, 0],
          [10, 20, 30],
        ],
      }),
    );
    expect([...pixels.subarray(0, 3)]).toEqual([10, 20, 30]);
  });

  test('a JPEG under a PNG name is read as what it is', () => {
    const pixels = pixelsOf(cornerJpeg());
    expect(pixels[0]).toBeLessThan(40);
    expect(pixels.at(-1)).toBeGreaterThan(215);
  });

  // Where the black bar of the stored picture is seen (Exif 2.32, tag 0x0112).
  test.each([
    [1, 'top left', 'lying'],
    [2, 'top right', 'lying'],
    [3, 'bottom right', 'lying'],
    [4, 'bottom left', 'lying'],
    [5, 'top left', 'standing'],
    [6, 'top right', 'standing'],
    [7, 'bottom right', 'standing'],
    [8, 'bottom left', 'standing'],
  ])('EXIF orientation %i shows the bar %s, %s', (orientation, corner, posture) => {
    for (const little of [true, false]) {
      const pixels = pixelsOf(oriented(cornerJpeg(), orientation, little));
      const isDark = (column: number, row: number) => (pixels[(row * 8 + column) * 3] ?? 255) < 128;
      const corners = {
        'top left': [0, 0],
        'top right': [7, 0],
        'bottom left': [0, 7],
        'bottom right': [7, 7],
      } as const;
      const found = Object.entries(corners).filter(([, [column, row]]) => isDark(column, row));
      expect(found.map(([name]) => name)).toEqual([corner]);
      const [column, row] = found[0]?.[1] ?? [0, 0];
      expect(isDark(Math.abs(column - 3), row)).toBe(posture === 'lying');
      expect(isDark(column, Math.abs(row - 3))).toBe(posture === 'standing');
    }
  });

  test.each([
    ['an empty file', new Uint8Array(0), 'an empty file'],
    ['garbage', Uint8Array.from({ length: 50 }, (_, index) => index), 'something else'],
    ['a PNG cut in its header', redPng.slice().subarray(0, 20), 'a truncated PNG'],
    ['a PNG cut in its data', redPng.slice().subarray(0, 50), 'a broken or truncated PNG'],
    [
      'a PNG with a changed byte',
      redPng.slice().map((byte, place) => (place === 45 ? byte ^ 1 : byte)),
      'a broken or truncated PNG',
    ],
    ['a JPEG cut in its tables', cornerJpeg().subarray(0, 60), 'a broken or truncated JPEG'],
    ['a JPEG cut in its data', cornerJpeg().subarray(0, -10), 'a truncated JPEG'],
  ])('refuses %s', (_, bytes, got) => {
    expect(() => pixelsOf(bytes)).toThrow(
      expect.objectContaining({
        code: 'image-malformed',
        message: `x.jpg: expected a JPEG or PNG picture, got ${got}.`,
        location: { file: 'x.jpg' },
      }),
    );
  });

  test('refuses absurd sizes by the header alone', () => {
    const png = redPng.slice();
    new DataView(png.buffer, png.byteOffset).setUint32(16, 1_000_000);
    new DataView(png.buffer, png.byteOffset).setUint32(20, 1_000_000);
    expect(() => pixelsOf(png)).toThrow(
      'got 1000000 × 1000000 pixels in its header, more than 64 megapixels.',
    );
    const jpg = cornerJpeg();
    const frame = jpg.findIndex((byte, place) => byte === 0xff && jpg[place + 1] === 0xc0);
    jpg.fill(0xff, frame + 5, frame + 9);
    expect(() => pixelsOf(jpg)).toThrow('got 65535 × 65535 pixels in its header, more than 64 megapixels.');
    jpg.fill(0, frame + 5, frame + 9);
    expect(() => pixelsOf(jpg)).toThrow('got one without pixels.');
  });
});
