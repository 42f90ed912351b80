import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';

import { randomStream } from '@losskit/random';
import jpeg from 'jpeg-js';
import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';

import { encodePng } from '../encodePng.ts';
import { readPicture } from './readPicture.ts';

const SIZE = 8;
const redPng = encodePng(
  Uint8Array.from({ length: 192 }, (_, place) => (place % 3 === 0 ? 255 : 0)),
  8,
  8,
);

const cases: Readonly<Record<'jpeg' | 'png', readonly { readonly name: string; readonly file: string }[]>> =
  JSON.parse(readFileSync(new URL('../../fixtures/pictures.json', import.meta.url), 'utf8'));
const files = [...cases.jpeg, ...cases.png].map(({ file }) => file);
const inks = Buffer.from(cases.jpeg.find(({ name }) => name === 'CMYK')?.file ?? '', 'base64');

/** A white JPEG of 16 × 16 pixels with a black bar in the upper left corner, 8 wide and 4 high. */
function cornerJpeg(): Uint8Array {
  const data = Uint8Array.from({ length: 16 * 16 * 4 }, (_, place) => {
    const pixel = place >> 2;
    return place % 4 < 3 && pixel % 16 < 8 && pixel < 64 ? 0 : 255;
  });
  return Uint8Array.from(jpeg.encode({ width: 16, height: 16, data }, 95).data);
}

async function pixelsOf(bytes: Uint8Array): Promise<Uint8Array> {
  const reading = await readPicture(bytes, SIZE);
  if ('got' in reading) throw new Error(reading.got);
  return reading.pixels;
}

/** A chunk of a PNG; its checksum is only looked at where the pixels depend on it. */
function chunk(type: string, content: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), content, Buffer.alloc(4)]);
}

/** A PNG with other chunks between its header and its pixels. */
const withChunks = (...chunks: readonly Buffer[]) =>
  Buffer.concat([redPng.subarray(0, 33), ...chunks, redPng.subarray(33)]);

/** A PNG of 8 × 8 in colour with other data. */
const withData = (data: Uint8Array) => Buffer.concat([redPng.subarray(0, 33), chunk('IDAT', data)]);

test('data of a PNG may be longer than its pixels', async () => {
  expect([...(await pixelsOf(withData(deflateSync(new Uint8Array(8 * 25 + 9)))))]).toEqual(
    Array(192).fill(0),
  );
});

describe('sizes', () => {
  test('a wide picture is averaged by area and padded with white', async () => {
    const wide = encodePng(
      Uint8Array.from({ length: 24 * 12 * 3 }, (_, place) => (Math.floor(place / 3) % 3) * 30),
      24,
      12,
    );
    const pixels = await pixelsOf(wide);
    const rows = Array.from({ length: 8 }, (_, row) => pixels[row * 24]);
    expect(rows).toEqual([255, 255, 30, 30, 30, 30, 255, 255]);
  });

  test('fractions of a pixel count by their area', async () => {
    const ten = encodePng(
      Uint8Array.from({ length: 300 }, (_, place) => (Math.floor(place / 3) % 10 === 1 ? 200 : 0)),
      10,
      10,
    );
    const pixels = await pixelsOf(ten);
    // Column 1 of ten covers 1 to 2; the first of eight covers 0 to 1.25 and the second 1.25 to 2.5.
    expect([0, 3, 6].map((place) => pixels[place])).toEqual([40, 120, 0]);
  });

  test('fractions of a row count by their area', async () => {
    const ten = encodePng(
      Uint8Array.from({ length: 300 }, (_, place) => (Math.floor(place / 30) === 1 ? 200 : 0)),
      10,
      10,
    );
    const pixels = await pixelsOf(ten);
    expect([0, 24, 48].map((place) => pixels[place])).toEqual([40, 120, 0]);
  });

  test('a smaller picture is enlarged', async () => {
    const pixels = await pixelsOf(encodePng(Uint8Array.of(10, 20, 30, 40, 50, 60), 2, 1));
    const row = Array.from({ length: 8 }, (_, column) => pixels[(3 * 8 + column) * 3]);
    expect(row).toEqual([10, 10, 10, 10, 40, 40, 40, 40]);
  });
});

test('a JPEG is read as what it is, whatever its name', async () => {
  const pixels = await pixelsOf(cornerJpeg());
  expect(pixels[0]).toBeLessThan(40);
  expect(pixels.at(-1)).toBeGreaterThan(215);
});

test.each([
  ['an empty file', new Uint8Array(0), 'an empty file'],
  ['garbage', Uint8Array.from({ length: 50 }, (_, index) => index), 'something else'],
  ['a PNG cut in its header', redPng.subarray(0, 20), 'a truncated PNG'],
  ['a PNG cut in its data', redPng.subarray(0, 50), 'a broken or truncated PNG'],
  [
    'a PNG with a changed header',
    redPng.map((byte, place) => (place === 29 ? byte ^ 1 : byte)),
    'a broken or truncated PNG',
  ],
  ['a PNG with too few rows', withData(deflateSync(new Uint8Array(8 * 25 - 1))), 'a broken or truncated PNG'],
  ['a JPEG cut in its tables', cornerJpeg().subarray(0, 60), 'a broken or truncated JPEG'],
  ['a JPEG cut in its data', cornerJpeg().subarray(0, -10), 'a truncated JPEG'],
])('names %s', async (_, bytes, got) => {
  expect(await readPicture(bytes, SIZE)).toEqual({ got });
});

test('after broken pictures the next one is read, also beside them', async () => {
  const good = cornerJpeg();
  const tables = good.findIndex((byte, place) => byte === 0xff && good[place + 1] === 0xc4);
  const broken = good.map((byte, place) => (place > tables + 4 && place < tables + 21 ? 0x55 : byte));
  const readings = await Promise.all(
    Array.from({ length: 12 }, (_, index) => readPicture(index % 3 === 1 ? broken : good, SIZE)),
  );
  const [first] = readings;
  readings.forEach((reading, index) => {
    if (index % 3 === 1) expect(reading).toHaveProperty('got', expect.stringContaining('a broken JPEG ('));
    else expect(reading).toEqual(first);
  });
});

test('broken inks are named', async () => {
  const half = inks.subarray(0, inks.length - 100);
  for (const bytes of [half, Buffer.concat([half, Buffer.of(0xff, 0xd9)]), inks.subarray(0, -2)]) {
    expect(await readPicture(bytes, SIZE)).toEqual({ got: 'a broken or truncated JPEG' });
  }
});

test('files with changed bytes are read or named', async () => {
  const stream = randomStream(7, 'changed pictures');
  const below = (count: number) => Math.floor(stream.uniform() * count);
  for (let trial = 0; trial < 200; trial++) {
    const bytes = Buffer.from(files[below(files.length)] ?? '', 'base64');
    for (let change = 0; change <= below(4); change++) bytes[below(bytes.length)] = below(256);
    const reading = await readPicture(
      bytes.subarray(0, trial % 3 === 0 ? below(bytes.length) : undefined),
      SIZE,
    );
    if ('pixels' in reading) expect(reading.pixels).toHaveLength(SIZE * SIZE * 3);
    else expect(reading.got).toMatch(/^[^.\n]+(\.\d[^.\n]*)?$/);
  }
});

describe('absurd claims are refused before anything of their size is there', () => {
  const memory = () => process.memoryUsage().rss / 2 ** 20;

  test('width and height', async () => {
    const png = redPng.slice();
    new DataView(png.buffer, png.byteOffset).setUint32(16, 1_000_000);
    new DataView(png.buffer, png.byteOffset).setUint32(20, 1_000_000);
    await expect(pixelsOf(png)).rejects.toThrow(
      '1000000 × 1000000 pixels in its header, more than 64 megapixels',
    );
    const jpg = cornerJpeg();
    const frame = jpg.findIndex((byte, place) => byte === 0xff && jpg[place + 1] === 0xc0);
    jpg.fill(0xff, frame + 5, frame + 9);
    await expect(pixelsOf(jpg)).rejects.toThrow(
      '65535 × 65535 pixels in its header, more than 64 megapixels',
    );
    jpg.fill(0, frame + 5, frame + 9);
    await expect(pixelsOf(jpg)).rejects.toThrow('one without pixels');
  });

  const bomb = deflateSync(new Uint8Array(2 ** 28), { level: 9 });
  const named = Buffer.concat([Buffer.from('name\0\0'), bomb]);
  test.each([
    ['data that inflate to 256 MiB', withData(bomb), false],
    ['a colour profile that does', withChunks(chunk('iCCP', named)), true],
    ['a text that does', withChunks(chunk('zTXt', named)), true],
    [
      'an international text that does',
      withChunks(chunk('iTXt', Buffer.concat([Buffer.from('name\0\x01\0\0\0'), bomb]))),
      true,
    ],
    [
      'a frame of an animation that does',
      withChunks(chunk('fdAT', Buffer.concat([Buffer.alloc(4), bomb]))),
      true,
    ],
  ])('%s', async (_, bytes, isPicture) => {
    const before = memory();
    const reading = await readPicture(bytes, SIZE);
    expect(reading).toHaveProperty(isPicture ? 'pixels' : 'got');
    expect(memory() - before).toBeLessThan(100);
  });

  test('more scans than any progressive JPEG has', async () => {
    const jpg = cornerJpeg();
    const scans = Array.from({ length: 101 }, () => Buffer.from('ffda0008010100000000', 'hex'));
    const bytes = Buffer.concat([jpg.subarray(0, -2), ...scans, jpg.subarray(-2)]);
    expect(await readPicture(bytes, SIZE)).toEqual({ got: 'a broken JPEG (more than 100 scans)' });
  });
});

describe('other kinds', () => {
  const drawn = sharp({ create: { width: 8, height: 8, channels: 4, background: '#0a141e80' } });
  test.each([
    ['webp', { quality: 100 }],
    ['avif', { quality: 100 }],
    ['gif', {}],
    ['tiff', { compression: 'lzw' }],
  ] as const)('sharp reads %s, over white', async (format, options) => {
    const pixels = await pixelsOf(await drawn.clone().toFormat(format, options).toBuffer());
    // Half opaque; GIF knows no half, AVIF rounds colours.
    const wanted = format === 'gif' ? [10, 20, 30] : [132, 137, 142];
    wanted.forEach((value, channel) => {
      expect(Math.abs((pixels[channel] ?? 0) - value)).toBeLessThan(5);
    });
  });

  test('sharp turns pictures upright', async () => {
    const lying = sharp({ create: { width: 16, height: 8, channels: 3, background: '#000' } });
    const pixels = await pixelsOf(await lying.withMetadata({ orientation: 6 }).webp().toBuffer());
    expect(pixels.subarray(0, 3)).toEqual(Uint8Array.of(255, 255, 255));
    expect(pixels[4 * 3] ?? 255).toBeLessThan(10);
  });

  test('without sharp, what installs it is named', async () => {
    const webp = await drawn.clone().webp().toBuffer();
    vi.resetModules();
    vi.doMock('sharp', () => {
      throw new Error("Cannot find package 'sharp'");
    });
    try {
      const { readPicture: readWithout } = await import('./readPicture.ts');
      expect(await readWithout(webp, SIZE)).toEqual({ got: 'a WebP picture; npm i sharp reads it' });
      expect(await readWithout(redPng, SIZE)).toHaveProperty('pixels');
    } finally {
      vi.doUnmock('sharp');
      vi.resetModules();
    }
  });

  test('a broken one is named', async () => {
    const webp = await drawn.clone().webp().toBuffer();
    expect(await readPicture(webp.subarray(0, 20), SIZE)).toHaveProperty(
      'got',
      expect.stringMatching(/^a WebP picture that sharp cannot read \(/),
    );
  });
});
