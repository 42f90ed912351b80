import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, describe, expect, test } from 'vitest';

import { encodePng, readPictureFolder } from './index.ts';

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

const good = {
  'a/1.png': pngOf(RED),
  'a/2.png': pngOf(RED),
  'a/3.png': pngOf(RED),
  'b/1.png': pngOf(BLUE),
  'b/2.png': pngOf(BLUE),
  'b/3.png': pngOf(BLUE),
};

describe('readPictureFolder', () => {
  test('takes the folders as classes', async () => {
    const { classNames, train, test: held } = await readPictureFolder({ folder: write(good), size: 8 });
    expect(classNames).toEqual(['a', 'b']);
    expect(held).toBeUndefined();
    expect(train.inputs.rowShape).toEqual([8, 8, 3]);
    expect(train.names).toEqual(Object.keys(good));
    expect([...train.targets.values]).toEqual([0, 0, 0, 1, 1, 1]);
    train.targets.values.forEach((label, row) => {
      expect([...train.inputs.values.subarray(row * 192, row * 192 + 3)]).toEqual(label === 0 ? RED : BLUE);
    });
  });

  test('train and test folders are parts of their own', async () => {
    const files: Record<string, Uint8Array> = { 'test/a/t.png': pngOf(RED), 'test/b/t.png': pngOf(BLUE) };
    for (let index = 0; index < 10; index++) {
      files[`train/a/${index}.png`] = pngOf(RED);
      files[`train/b/${index}.png`] = pngOf(BLUE);
    }
    const { train, test: held } = await readPictureFolder({ folder: write(files), size: 8 });
    expect(train.names.length).toBe(20);
    expect(held?.names).toEqual(['test/a/t.png', 'test/b/t.png']);
    expect([...(held?.targets.values ?? [])]).toEqual([0, 1]);
  });

  test('apple, pear and orange come in this order', async () => {
    const files = Object.fromEntries(
      ['orange', 'pear', 'apple'].flatMap((name) =>
        [1, 2, 3].map((index) => [`${name}/${index}.png`, pngOf(RED)]),
      ),
    );
    expect((await readPictureFolder({ folder: write(files) })).classNames).toEqual([
      'apple',
      'pear',
      'orange',
    ]);
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
    expect((await readPictureFolder({ folder, size: 8 })).train.names.length).toBe(7);
  });

  test('the digest changes with a byte and with a name, and not with the place', async () => {
    const digestOf = async (files: Record<string, Uint8Array>) => {
      return (await readPictureFolder({ folder: write(files), size: 8 })).sha256;
    };
    const { 'a/3.png': last, ...others } = good;
    const first = await digestOf(good);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOf(good)).toBe(first);
    expect(await digestOf({ ...good, 'a/3.png': pngOf([254, 0, 0]) })).not.toBe(first);
    expect(await digestOf({ ...others, 'a/4.png': last })).not.toBe(first);
  });

  test('names the file that is no picture', async () => {
    const folder = write({ ...good, 'b/broken.jpg': 'no picture' });
    const file = join(folder, 'b', 'broken.jpg');
    await expect(readPictureFolder({ folder })).rejects.toMatchObject({
      name: 'LosskitError',
      code: 'image-malformed',
      message: `${file}: expected a JPEG or PNG picture, got something else.`,
      location: { file },
    });
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
    await expect(readPictureFolder({ folder })).rejects.toMatchObject({
      code,
      message: `${join(folder, place)}: expected ${sentence}.`,
      location: { file: join(folder, place) },
    });
  });

  test('refuses a missing folder and a wrong size', async () => {
    const folder = join(root, 'nowhere');
    await expect(readPictureFolder({ folder })).rejects.toMatchObject({
      code: 'file-missing',
      message: `${folder}: cannot be read: it does not exist.`,
    });
    await expect(readPictureFolder({ folder, size: 0 })).rejects.toThrow(
      new RangeError('readPictureFolder: expected size to be an integer of at least 8, got 0.'),
    );
  });

  const photographs = fileURLToPath(new URL('../../../../shared/data/fruits-360', import.meta.url));
  test.skipIf(!existsSync(photographs))(
    'reads real photographs (skipped where ../shared/data/fruits-360 is missing)',
    async () => {
      const { classNames, train, test: held } = await readPictureFolder({ folder: photographs });
      expect(classNames).toEqual(['apple', 'pear', 'orange']);
      if (!held) throw new Error('Expected test pictures.');
      expect([train.names.length, held.names.length]).toEqual([600, 180]);
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
