import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { BLUE, pngOf, RED, TWO_CLASSES, writeFolder } from '../fixtures/writeFolder.ts';
import { readPictureFolder } from './index.ts';
import { decodeJpeg } from './pictures/decodeJpeg.ts';
import { readPicture } from './pictures/readPicture.ts';

/** Red, green and blue of pixels that have four numbers. */
function withoutAlpha(pixels: ArrayLike<number>): Uint8Array {
  const colours = new Uint8Array((pixels.length / 4) * 3);
  for (let pixel = 0; pixel < pixels.length / 4; pixel++) {
    for (let colour = 0; colour < 3; colour++) colours[3 * pixel + colour] = pixels[4 * pixel + colour] ?? 0;
  }
  return colours;
}

describe('readPictureFolder', () => {
  test('takes the folders as classes', async () => {
    const {
      classNames,
      train,
      test: held,
    } = await readPictureFolder({ folder: writeFolder(TWO_CLASSES), size: 8 });
    expect(classNames).toEqual(['a', 'b']);
    expect(held).toBeUndefined();
    expect(train.inputs.rowShape).toEqual([8, 8, 3]);
    expect(train.names).toEqual(Object.keys(TWO_CLASSES));
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
    const { train, test: held } = await readPictureFolder({ folder: writeFolder(files), size: 8 });
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
    expect((await readPictureFolder({ folder: writeFolder(files) })).classNames).toEqual([
      'apple',
      'pear',
      'orange',
    ]);
  });

  test('many pictures are read in threads, with the same result, and progress is told', async () => {
    const kinds = Array.from({ length: 70 }, (_, kind) => [
      pngOf([kind, 7, 9], 8 + (kind % 3), 8),
      pngOf([3, kind, 9], 8, 8 + (kind % 3)),
    ]).flat();
    const expected = await Promise.all(kinds.map((picture) => readPicture(picture, 8)));
    const kindOf = new Map(
      Array.from({ length: 500 }, (_, index) => [`${'ab'.charAt(index % 2)}/${index}.png`, index % 140]),
    );
    const files = Object.fromEntries(
      [...kindOf].map(([name, kind]) => [name, kinds[kind] ?? new Uint8Array(0)]),
    );
    const told: number[] = [];
    const { train, sha256 } = await readPictureFolder({
      folder: writeFolder(files),
      size: 8,
      onProgress: (done, total) => told.push(done, total),
    });
    expect(train.names).toHaveLength(500);
    const others = train.names.filter((name, row) => {
      const reading = expected[kindOf.get(name) ?? -1];
      const pixels = reading && 'pixels' in reading ? reading.pixels : [];
      return train.inputs.values.subarray(row * 192, (row + 1) * 192).join() !== pixels.join();
    });
    expect(others).toEqual([]);
    expect(told).toEqual(Array.from({ length: 500 }, (_, index) => [index + 1, 500]).flat());
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([6, 500])('a signal stops it after one of %i pictures', async (count) => {
    const controller = new AbortController();
    const files = Array.from({ length: count / 2 }, (_, index) => [
      `a/${index}.png`,
      `b/${index}.png`,
    ]).flat();
    const red = pngOf(RED);
    const reading = readPictureFolder({
      folder: writeFolder(Object.fromEntries(files.map((name) => [name, red]))),
      size: 8,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(reading).rejects.toMatchObject({
      code: 'interrupted',
      message: 'readPictureFolder: stopped.',
    });
  });

  test('the digest changes with a byte and with a name, and not with the place', async () => {
    const digestOf = async (files: Record<string, Uint8Array>) => {
      return (await readPictureFolder({ folder: writeFolder(files), size: 8 })).sha256;
    };
    const { 'a/3.png': last, ...others } = TWO_CLASSES;
    const first = await digestOf(TWO_CLASSES);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOf(TWO_CLASSES)).toBe(first);
    expect(await digestOf({ ...TWO_CLASSES, 'a/3.png': pngOf([254, 0, 0]) })).not.toBe(first);
    expect(await digestOf({ ...others, 'a/4.png': last })).not.toBe(first);
  });

  test('names the file that is no picture', async () => {
    const folder = writeFolder({ ...TWO_CLASSES, 'b/broken.jpg': 'no picture' });
    const file = join(folder, 'b', 'broken.jpg');
    await expect(readPictureFolder({ folder })).rejects.toMatchObject({
      name: 'LosskitError',
      code: 'image-malformed',
      message: `${file}: expected a JPEG or PNG picture, got a text.`,
      location: { file },
    });
    await writeFile(join(folder, 'a/0.png'), '<!DOCTYPE html>');
    await rm(join(folder, 'a/2.png'));
    await mkdir(join(folder, 'b/2.jpg'));
    await symlink(join(folder, 'nowhere'), join(folder, 'b/7.png'));
    await expect(readPictureFolder({ folder })).rejects.toMatchObject({
      code: 'image-malformed',
      message: `${join(folder, 'a', '0.png')}: expected a JPEG or PNG picture, got an HTML page (the first of 3 files that cannot be used).`,
    });
  });

  test.skipIf(process.platform === 'win32')('a pipe and a device are refused, not waited for', async () => {
    const folder = writeFolder(TWO_CLASSES);
    execFileSync('mkfifo', [join(folder, 'a', '0.png')]);
    await symlink('/dev/zero', join(folder, 'b', '0.png'));
    await expect(readPictureFolder({ folder })).rejects.toMatchObject({
      code: 'file-unreadable',
      message: `${join(folder, 'a', '0.png')}: cannot be read: it is a pipe, not a file (the first of 2 files that cannot be used).`,
    });
  });

  test('refuses a missing folder and a wrong size', async () => {
    const folder = join(writeFolder({}), 'nowhere');
    await expect(readPictureFolder({ folder })).rejects.toMatchObject({
      code: 'file-missing',
      message: `${folder}: cannot be read: it does not exist.`,
    });
    await expect(readPictureFolder({ folder, size: 0 })).rejects.toThrow(
      new RangeError('readPictureFolder: expected size to be an integer of at least 8, got 0.'),
    );
  });

  const pictures: { readonly photographs: string } = JSON.parse(
    readFileSync(new URL('../fixtures/pictures.json', import.meta.url), 'utf8'),
  );
  const photographs = fileURLToPath(new URL('../../../../shared/data/fruits-360', import.meta.url));
  test.skipIf(!existsSync(photographs))(
    'reads real photographs as Pillow does (skipped where ../shared/data/fruits-360 is missing)',
    async () => {
      const { classNames, train, test: held } = await readPictureFolder({ folder: photographs });
      expect(classNames).toEqual(['apple', 'pear', 'orange']);
      if (!held) throw new Error('Expected test pictures.');
      expect([train.names.length, held.names.length]).toEqual([600, 180]);
      const digest = createHash('sha256');
      for (const name of [...train.names, ...held.names]) {
        const { pixels } = await decodeJpeg(readFileSync(join(photographs, name)));
        digest.update(withoutAlpha(pixels));
      }
      // Written by scripts/reference/pictures.py.
      expect(digest.digest('hex')).toBe(pictures.photographs);
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
