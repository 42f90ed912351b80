import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { encode } from 'fast-png';
import jpeg from 'jpeg-js';
import { afterAll, describe, expect, test } from 'vitest';

import { encodePng, imageFolderTask } from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'losskit-pictures-'));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
/** Writes files, given by path below a new folder. */
function write(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

type Colour = readonly [number, number, number];
const RED: Colour = [255, 0, 0];
const BLUE: Colour = [0, 0, 255];

function plain(colour: Colour, width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height * 3 }, (_, place) => colour[place % 3] ?? 0);
}
const pngOf = (colour: Colour, width = 8, height = 8) =>
  encodePng(plain(colour, width, height), width, height);

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

const good = {
  'a/1.png': pngOf(RED),
  'a/2.png': pngOf(RED),
  'a/3.png': pngOf(RED),
  'b/1.png': pngOf(BLUE),
  'b/2.png': pngOf(BLUE),
  'b/3.png': pngOf(BLUE),
};

/** The pixels that one picture file becomes. */
async function pixelsOf(name: string, bytes: Uint8Array, size = 8): Promise<Uint8Array> {
  const folder = write({ ...good, [`a/${name}`]: bytes });
  const { train, validation, test: held } = (await imageFolderTask({ folder, size })).split(0);
  for (const part of [train, validation, held]) {
    const row = part.names.indexOf(`a/${name}`);
    if (row !== -1) return part.inputs.values.slice(row * size * size * 3, (row + 1) * size * size * 3);
  }
  throw new Error(`${name} is in no part`);
}

describe('imageFolderTask', () => {
  test('takes the folders as classes and divides each class in three', async () => {
    const task = await imageFolderTask({ folder: write(good), size: 8, name: 'colours' });
    expect(task.name).toBe('colours');
    expect(task.classNames).toEqual(['a', 'b']);
    expect(task.pictureShape).toEqual([8, 8, 3]);
    const { train, validation, test: held } = task.split(0);
    const names = [train, validation, held].flatMap((part) => part.names);
    expect(names.sort()).toEqual(Object.keys(good).sort());
    for (const part of [train, validation, held]) {
      expect([...part.labels].sort()).toEqual([0, 1]);
      part.labels.forEach((label, row) => {
        expect([...part.inputs.values.subarray(row * 192, row * 192 + 3)]).toEqual(label === 0 ? RED : BLUE);
      });
    }
    expect(task.split(0)).toEqual({ train, validation, test: held });
  });

  test('train and test folders fix the test part; a fifth of train validates', async () => {
    const files: Record<string, Uint8Array> = { 'test/a/t.png': pngOf(RED), 'test/b/t.png': pngOf(BLUE) };
    for (let index = 0; index < 10; index++) {
      files[`train/a/${index}.png`] = pngOf(RED);
      files[`train/b/${index}.png`] = pngOf(BLUE);
    }
    const task = await imageFolderTask({ folder: write(files), size: 8 });
    const { train, validation, test: held } = task.split(1);
    expect([train.rows, validation.rows]).toEqual([16, 4]);
    expect(held.names).toEqual(['test/a/t.png', 'test/b/t.png']);
    expect(task.split(2).test).toEqual(held);
    expect(task.split(2).validation.names).not.toEqual(validation.names);
    expect(task.origin).toMatchObject({ kind: 'folder', pictures: 22 });
  });

  test('apple, pear and orange come in this order', async () => {
    const files = Object.fromEntries(
      ['orange', 'pear', 'apple'].flatMap((name) =>
        [1, 2, 3].map((index) => [`${name}/${index}.png`, pngOf(RED)]),
      ),
    );
    expect((await imageFolderTask({ folder: write(files) })).classNames).toEqual(['apple', 'pear', 'orange']);
  });

  test('hidden files and other extensions are ignored, capitals are not', async () => {
    const folder = write({
      ...good,
      'a/.DS_Store': 'x',
      'a/.hidden.png': 'x',
      'a/Thumbs.db': 'x',
      'b/notes.txt': 'x',
      '.git/x.png': 'x',
      'readme.md': 'x',
      'b/4.PNG': pngOf(BLUE),
    });
    expect((await imageFolderTask({ folder, size: 8 })).origin).toMatchObject({ pictures: 7 });
  });

  test('the digest changes with a byte and with a name, and not with the place', async () => {
    const digestOf = async (files: Record<string, Uint8Array>) => {
      const { origin } = await imageFolderTask({ folder: write(files), size: 8 });
      return origin.kind === 'folder' ? origin.sha256 : '';
    };
    const { 'a/3.png': last, ...others } = good;
    const first = await digestOf(good);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOf(good)).toBe(first);
    expect(await digestOf({ ...good, 'a/3.png': pngOf([254, 0, 0]) })).not.toBe(first);
    expect(await digestOf({ ...others, 'a/4.png': last })).not.toBe(first);
  });

  test('a wide picture is averaged by area and padded with white', async () => {
    const wide = encodePng(
      Uint8Array.from({ length: 24 * 12 * 3 }, (_, place) => (Math.floor(place / 3) % 3) * 30),
      24,
      12,
    );
    const pixels = await pixelsOf('x.png', wide);
    const rows = Array.from({ length: 8 }, (_, row) => pixels[row * 24]);
    expect(rows).toEqual([255, 255, 30, 30, 30, 30, 255, 255]);
  });

  test('fractions of a pixel count by their area', async () => {
    const ten = encodePng(
      Uint8Array.from({ length: 300 }, (_, place) => (Math.floor(place / 3) % 10 === 1 ? 200 : 0)),
      10,
      10,
    );
    const pixels = await pixelsOf('x.png', ten);
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
  ] as const)('decodes a PNG in %s', async (_, depth, channels, sample, colour) => {
    // Nine pixels wide, so that packed rows end within a byte.
    const values = sample === undefined ? [0xff, 0x80] : Array.from({ length: 9 }, () => sample).flat();
    const row = Array.from({ length: 9 }, () => values).flat();
    const data = depth === 16 ? Uint16Array.from(row) : Uint8Array.from(row);
    const pixels = await pixelsOf('x.png', encode({ width: 9, height: 9, data, depth, channels }));
    expect([...pixels.subarray(0, 3)]).toEqual(colour);
    expect([...pixels.subarray(-3)]).toEqual(colour);
  });

  test('decodes a PNG with a palette', async () => {
    const data = new Uint8Array(81).fill(1);
    const pixels = await pixelsOf(
      'x.png',
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

  test('a JPEG under a PNG name is read as what it is', async () => {
    const pixels = await pixelsOf('x.png', cornerJpeg());
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
  ])('EXIF orientation %i shows the bar %s, %s', async (orientation, corner, posture) => {
    for (const little of [true, false]) {
      const pixels = await pixelsOf('x.jpg', oriented(cornerJpeg(), orientation, little));
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
    ['a PNG cut in its header', pngOf(RED).subarray(0, 20), 'a truncated PNG'],
    ['a PNG cut in its data', pngOf(RED).subarray(0, 50), 'a broken or truncated PNG'],
    [
      'a PNG with a changed byte',
      pngOf(RED).map((byte, place) => (place === 45 ? byte ^ 1 : byte)),
      'a broken or truncated PNG',
    ],
    ['a JPEG cut in its tables', cornerJpeg().subarray(0, 60), 'a broken or truncated JPEG'],
    ['a JPEG cut in its data', cornerJpeg().subarray(0, -10), 'a truncated JPEG'],
  ])('refuses %s and names the file', async (_, bytes, got) => {
    const folder = write({ ...good, 'b/broken.jpg': bytes });
    const file = join(folder, 'b', 'broken.jpg');
    await expect(imageFolderTask({ folder })).rejects.toMatchObject({
      name: 'LosskitError',
      code: 'image-malformed',
      message: `${file}: expected a JPEG or PNG picture, got ${got}.`,
      location: { file },
    });
  });

  test('refuses absurd sizes by the header alone', async () => {
    const png = pngOf(RED);
    new DataView(png.buffer, png.byteOffset).setUint32(16, 1_000_000);
    new DataView(png.buffer, png.byteOffset).setUint32(20, 1_000_000);
    await expect(pixelsOf('x.png', png)).rejects.toThrow(
      'got 1000000 × 1000000 pixels in its header, more than 64 megapixels.',
    );
    const jpg = cornerJpeg();
    const frame = jpg.findIndex((byte, place) => byte === 0xff && jpg[place + 1] === 0xc0);
    jpg.fill(0xff, frame + 5, frame + 9);
    await expect(pixelsOf('x.jpg', jpg)).rejects.toThrow(
      'got 65535 × 65535 pixels in its header, more than 64 megapixels.',
    );
    jpg.fill(0, frame + 5, frame + 9);
    await expect(pixelsOf('x.jpg', jpg)).rejects.toThrow('got one without pixels.');
  });

  const one = pngOf(RED);
  test.each<[string, Record<string, Uint8Array | string>, string, string, string]>([
    ['an empty folder', {}, 'data-empty', '', 'a folder of pictures per class, got no folder'],
    [
      'pictures without folders',
      { '1.png': one },
      'data-empty',
      '',
      'a folder of pictures per class, got no folder',
    ],
    [
      'one class',
      { 'a/1.png': one },
      'classes-too-few',
      '',
      "folders for at least two classes, got only 'a'",
    ],
    [
      'an empty class',
      { ...good, 'c/x.txt': 'x' },
      'data-empty',
      'c',
      'at least 3 .jpg, .jpeg or .png files, got none',
    ],
    [
      'a class too small to split',
      { ...good, 'c/x.png': one },
      'data-empty',
      'c',
      'at least 3 .jpg, .jpeg or .png files, got 1',
    ],
    [
      'train without test',
      { 'train/a/1.png': one },
      'data-malformed',
      '',
      'both train and test, or one folder per class, got only train',
    ],
    [
      'other classes in test',
      {
        'train/a/1.png': one,
        'train/a/2.png': one,
        'train/b/1.png': one,
        'train/b/2.png': one,
        'test/a/1.png': one,
        'test/c/1.png': one,
      },
      'data-malformed',
      'test',
      'the classes of train (a, b), got a, c',
    ],
  ])('refuses %s', async (_, files, code, place, sentence) => {
    const folder = write(files);
    await expect(imageFolderTask({ folder })).rejects.toMatchObject({
      code,
      message: `${join(folder, place)}: expected ${sentence}.`,
      location: { file: join(folder, place) },
    });
  });

  test('refuses a missing folder and a wrong size', async () => {
    const folder = join(root, 'nowhere');
    await expect(imageFolderTask({ folder })).rejects.toMatchObject({
      code: 'file-missing',
      message: `${folder}: cannot be read: it does not exist.`,
    });
    await expect(imageFolderTask({ folder, size: 0 })).rejects.toThrow(
      new RangeError('imageFolderTask: expected size to be an integer of at least 8, got 0.'),
    );
  });

  const photographs = fileURLToPath(new URL('../../../../shared/data/fruits-360', import.meta.url));
  test.skipIf(!existsSync(photographs))(
    'reads real photographs (skipped where ../shared/data/fruits-360 is missing)',
    async () => {
      const task = await imageFolderTask({ folder: photographs });
      const { train, validation, test: held } = task.split(0);
      expect(task.classNames).toEqual(['apple', 'pear', 'orange']);
      expect([train.rows, validation.rows, held.rows]).toEqual([480, 120, 180]);
      // Fruit on white: the corner is white, the middle is not.
      const middles = Array.from(
        { length: 180 },
        (_, row) => held.inputs.values[row * 3072 + (16 * 32 + 16) * 3 + 2] ?? 255,
      );
      expect(middles.filter((blue) => blue < 200).length).toBeGreaterThan(170);
      expect(held.inputs.values[0]).toBeGreaterThan(245);
    },
  );
});
