import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { readPicture } from './readPicture.ts';
import { shrinkToFit } from './shrinkToFit.ts';
import { uprightSquare } from './uprightSquare.ts';

interface PictureCase {
  readonly name: string;
  /** In base64. */
  readonly file: string;
}

/** What Pillow, or where it errs the PNG specification, makes of a file. */
interface SeenCase extends PictureCase {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue: upright and over white; deflated, in base64. */
  readonly pixels: string;
}

interface PictureCases {
  readonly jpeg: readonly SeenCase[];
  readonly png: readonly SeenCase[];
  readonly damaged: readonly (PictureCase & Partial<SeenCase>)[];
}

/** Written by scripts/reference/pictures.py. */
const { jpeg, png, damaged }: PictureCases = JSON.parse(
  readFileSync(new URL('../../fixtures/pictures.json', import.meta.url), 'utf8'),
);

const bytesOf = ({ file }: PictureCase) => Buffer.from(file, 'base64');

/** How far the furthest value is, at a size; by default one at which nothing is averaged. */
async function furthest(one: SeenCase, size = Math.max(one.width, one.height)): Promise<number> {
  const { width, height } = one;
  const found = await readPicture(bytesOf(one), size);
  if ('got' in found) throw new Error(found.got);
  const pixels = inflateSync(Buffer.from(one.pixels, 'base64'));
  const wanted = uprightSquare(shrinkToFit({ width, height, channels: 3, pixels }, size), 1);
  expect(found.pixels).toHaveLength(wanted.length);
  return found.pixels.reduce(
    (most, value, place) => Math.max(most, Math.abs(value - (wanted[place] ?? 0))),
    0,
  );
}

const SMALL = 8;

/**
 * How far values may be from Pillow's: not at all, but where the height of colours is halved (mozjpeg repeats them, libjpeg-turbo
 * 3 interpolates), and in four inks, which another decoder reads: it rounds otherwise, and repeats colours of half the
 * resolution, which shows at edges.
 */
function tolerances(name: string): { readonly decoded: number; readonly averaged: number } {
  if (name.startsWith('YCCK')) return { decoded: 45, averaged: 3 };
  if (name.startsWith('CMYK')) return { decoded: 1, averaged: 1 };
  if (/4:4:0|2 by 2, chroma of 2 by 1/.test(name)) return { decoded: 2, averaged: 1 };
  return { decoded: 0, averaged: 0 };
}

const isArithmetic = ({ name }: PictureCase) => name.startsWith('arithmetic coding');

describe('a JPEG has the pixels that Pillow gives', () => {
  test.each(jpeg.filter((one) => !isArithmetic(one)))('$name', async (one) => {
    const { decoded, averaged } = tolerances(one.name);
    expect(await furthest(one)).toBeLessThanOrEqual(decoded);
    expect(await furthest(one, SMALL)).toBeLessThanOrEqual(averaged);
  });

  test.each(jpeg.filter(isArithmetic))('$name is named', async (one) => {
    const got = 'a JPEG in arithmetic coding, which few programs read';
    expect(await readPicture(bytesOf(one), SMALL)).toEqual({ got });
  });
});

describe('a PNG has the pixels that Pillow gives', () => {
  // Pillow cuts samples of 16 bits where we round, before they are laid over white.
  test.each(png)('$name', async (one) => {
    const tolerance = /alpha of 16/.test(one.name) ? 1 : 0;
    expect(await furthest(one)).toBeLessThanOrEqual(tolerance);
    expect(await furthest(one, SMALL)).toBeLessThanOrEqual(tolerance);
  });
});

test('there are cases of every kind', () => {
  expect([jpeg.length, png.length, damaged.length]).toEqual([81, 73, 15]);
});

/** What a file with a fault is said to be, or `read` where it has Pillow's pixels. */
const FAULTS: Readonly<Record<string, string>> = {
  'JPEG of 12 bits': 'a JPEG of 12 bits per sample (8 are read)',
  'JPEG without loss': 'a lossless or hierarchical JPEG, which few programs read',
  'JPEG without its end marker': 'a truncated JPEG',
  'JPEG cut in its data': 'a truncated JPEG',
  'JPEG cut in its data, with an end marker': 'a truncated JPEG',
  'JPEG cut in its tables': 'a broken or truncated JPEG',
  'progressive JPEG cut in a later scan': 'a truncated JPEG',
  'progressive JPEG without its last scans, with an end marker': 'a broken JPEG (Bogus marker length)',
  'JPEG whose height comes last (DNL)': 'one without pixels',
  'PNG with a wrong checksum of a text': 'read',
  'PNG with a changed byte of data': 'a broken or truncated PNG',
  'PNG without its end chunk': 'read',
  'PNG cut in its data': 'a broken or truncated PNG',
  'PNG with a palette index too high': 'read',
  'PNG with a palette missing': 'a broken or truncated PNG',
};

test.each(damaged)('$name', async (one) => {
  const wanted = FAULTS[one.name];
  if (wanted !== 'read') expect(await readPicture(bytesOf(one), SMALL)).toEqual({ got: wanted });
  else if (one.pixels === undefined) expect(await readPicture(bytesOf(one), SMALL)).toHaveProperty('pixels');
  else expect(await furthest({ width: 0, height: 0, pixels: '', ...one })).toBe(0);
});
